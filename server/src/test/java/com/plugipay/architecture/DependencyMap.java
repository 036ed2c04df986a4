package com.plugipay.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which package uses which: written by a person, or read from compiled code. The two are compared for equality.
public record DependencyMap(Map<String, Set<String>> arrows) {
    public static final String ROOT = "(root)";

    /// A line for each package: `payment -> provider money`.
    public static DependencyMap written(String text) {
        var arrows = new TreeMap<String, Set<String>>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            String[] sides = line.split("->", -1);
            String uses = sides.length > 1 ? sides[1].strip() : "";
            arrows.put(sides[0].strip(), uses.isEmpty() ? Set.of() : new TreeSet<>(List.of(uses.split("\\s+"))));
        }
        return new DependencyMap(arrows);
    }

    public static DependencyMap found(JavaClasses code, String root) {
        var arrows = new TreeMap<String, Set<String>>();
        for (JavaClass type : code) {
            String from = shortName(type.getPackageName(), root);
            Set<String> uses = arrows.computeIfAbsent(from, _ -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isInside(target.getPackageName(), root))
                    .map(target -> shortName(target.getPackageName(), root))
                    .filter(to -> !to.equals(from))
                    .forEach(uses::add);
        }
        return new DependencyMap(arrows);
    }

    /// What a person must do so that this written map equals the found one.
    public List<String> differencesTo(DependencyMap found) {
        var differences = new ArrayList<String>();
        for (var entry : found.arrows.entrySet()) {
            String from = entry.getKey();
            Set<String> listed = arrows.get(from);
            if (listed == null) {
                differences.add("package " + from + " is not on the map: add `" + from + " -> "
                        + String.join(" ", entry.getValue()) + "`");
                continue;
            }
            entry.getValue().stream()
                    .filter(to -> !listed.contains(to))
                    .forEach(to -> differences.add(from + " uses " + to + ", which the map does not allow"));
        }
        for (var entry : arrows.entrySet()) {
            Set<String> used = found.arrows.get(entry.getKey());
            if (used == null) {
                differences.add("package " + entry.getKey() + " is on the map and not in the code");
                continue;
            }
            entry.getValue().stream()
                    .filter(to -> !used.contains(to))
                    .forEach(to -> differences.add(
                            "the map lists " + entry.getKey() + " -> " + to + ", which nothing uses: take it off"));
        }
        return differences;
    }

    /// Every pair of packages that reach each other, among those that are not set aside.
    public List<String> cycles(Set<String> aside) {
        var cycles = new ArrayList<String>();
        for (String one : arrows.keySet()) {
            for (String other : arrows.keySet()) {
                if (one.compareTo(other) < 0
                        && !aside.contains(one)
                        && !aside.contains(other)
                        && reachable(one, aside).contains(other)
                        && reachable(other, aside).contains(one)) {
                    cycles.add(one + " and " + other + " reach each other");
                }
            }
        }
        return cycles;
    }

    private Set<String> reachable(String from, Set<String> aside) {
        var seen = new TreeSet<String>();
        var next = new ArrayList<String>(List.of(from));
        while (!next.isEmpty()) {
            for (String to : arrows.getOrDefault(next.removeLast(), Set.of())) {
                if (!aside.contains(to) && seen.add(to)) {
                    next.add(to);
                }
            }
        }
        return seen;
    }

    static boolean isInside(String packageName, String root) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    static String shortName(String packageName, String root) {
        return packageName.equals(root) ? ROOT : packageName.substring(root.length() + 1);
    }
}
