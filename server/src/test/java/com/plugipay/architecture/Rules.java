package com.plugipay.architecture;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.provider.PaymentProvider;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// The house rules that a machine can see, each answering its violations in words.
///
/// @param root the package whose direct sub-packages are features, ground and values
public record Rules(JavaClasses code, String root) {
    public static final Set<String> GROUND =
            Set.of("event", "job", "http", "db", "audit", "clock", "mail", "secret", "file", "egress");
    public static final Set<String> VALUES = Set.of("scope", "money", "id", "error");
    /// What is tested, and the tests, of every module.
    public static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("src/test/java"),
            Path.of("../sandbox-providers/src/main/java"),
            Path.of("../sandbox-providers/src/test/java"),
            Path.of("../browser-tests/src/test/java"));

    private static final Set<String> NOT_FEATURES = Set.of(DependencyMap.ROOT, "command");
    /// Pages only: it has no domain of its own.
    private static final String EDGE = "dashboard";

    private static final Set<String> JAVA_BASE =
            ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();
    private static final Pattern ROLE =
            Pattern.compile(".*(Api|Pages|Page|Form|Frame|Json|Jobs|Module|Store|View)|First[A-Z].*");
    private static final List<String> NOT_FOR_THE_DOMAIN = List.of(
            "org.springframework.",
            "java.sql.",
            "javax.sql.",
            "tools.jackson.",
            "com.fasterxml.",
            "jakarta.",
            "java.net.http.",
            "java.nio.file.",
            "java.time.Clock",
            "java.time.InstantSource");
    private static final Pattern BAD_NAME =
            Pattern.compile(".*(Service|Manager|Helper|Util|Utils|Impl|Base)|(Base|Abstract)[A-Z].*");
    private static final Set<String> BAD_ANNOTATIONS = Set.of(
            "org.springframework.transaction.annotation.Transactional",
            "jakarta.transaction.Transactional",
            "org.springframework.beans.factory.annotation.Autowired",
            "jakarta.inject.Inject",
            "org.springframework.stereotype.Component",
            "org.springframework.stereotype.Service",
            "org.springframework.stereotype.Repository",
            "org.springframework.context.annotation.ComponentScan");
    private static final Pattern SQL = Pattern.compile(
            "\\A\\s*(select|with)\\s|\\binsert into\\s|\\bdelete from\\s|\\bupdate\\s+\\w+\\s+set\\s", Pattern.DOTALL);
    private static final Pattern CLOCK_READ = Pattern.compile(
            "java\\.time\\.(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime|LocalTime|Year|YearMonth)\\.now"
                    + "|java\\.time\\.(Clock|InstantSource)\\.(system|tick).*|java\\.lang\\.System\\.currentTimeMillis");

    public List<String> groundUsesNoFeature() {
        return dependencies(from -> GROUND.contains(from), dependency -> {
            String to = packageOf(dependency.getTargetClass());
            return to != null && !GROUND.contains(to) && !VALUES.contains(to) && !NOT_FEATURES.contains(to);
        });
    }

    public List<String> valuesUseOnlyTheJdk() {
        return dependencies(from -> VALUES.contains(from), dependency -> {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String to = packageOf(target);
            return !target.isPrimitive()
                    && !JAVA_BASE.contains(target.getPackageName())
                    && !target.getPackageName().equals("org.jspecify.annotations")
                    && (to == null || !VALUES.contains(to));
        });
    }

    /// @param aside top-level types that a note beside the call explains
    public List<String> domainIsPure(Set<String> aside) {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            JavaClass top = topLevel(type);
            if (isDomain(top) && !aside.contains(nameOf(top))) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isNotForTheDomain(dependency.getTargetClass()))
                        .forEach(dependency -> wrong.add(dependency.getDescription()));
            }
        }
        return wrong;
    }

    private boolean isDomain(JavaClass top) {
        String in = packageOf(top);
        boolean shape = top.isRecord() || top.isEnum() || top.reflect().isSealed();
        return in != null
                && !GROUND.contains(in)
                && !NOT_FEATURES.contains(in)
                && !in.equals(EDGE)
                && shape
                && !ROLE.matcher(top.getSimpleName()).matches();
    }

    private boolean isNotForTheDomain(JavaClass target) {
        String in = packageOf(target);
        boolean ownGround = in != null && GROUND.contains(in) && !in.equals("event");
        return ownGround || NOT_FOR_THE_DOMAIN.stream().anyMatch(target.getName()::startsWith);
    }

    /// @param aside packages and types outside the stores whose SQL is explained beside the call
    public List<String> sqlOnlyInStores(Set<String> aside) {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            JavaClass top = topLevel(type);
            if (top.getSimpleName().endsWith("Store")
                    || aside.contains(nameOf(top))
                    || aside.contains(String.valueOf(packageOf(top)))) {
                continue;
            }
            for (String text : textsOf(type)) {
                if (SQL.matcher(text).find()) {
                    wrong.add(nameOf(top) + " holds SQL: "
                            + text.strip().lines().findFirst().orElse(""));
                }
            }
        }
        return wrong;
    }

    public List<String> noMagicAnnotations() {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            Stream.<HasAnnotations<?>>concat(Stream.of(type), type.getMembers().stream())
                    .forEach(place -> place.getAnnotations().stream()
                            .map(annotation -> annotation.getRawType().getName())
                            .filter(BAD_ANNOTATIONS::contains)
                            .forEach(name -> wrong.add(place.getDescription() + " has @" + name)));
        }
        return wrong;
    }

    public List<String> namesSayWhatThingsAre() {
        return types(type -> BAD_NAME.matcher(type.getSimpleName()).matches(), "has a name that says nothing");
    }

    public List<String> txOrDatabaseNeverBoth() {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                List<JavaClass> takes = unit.getRawParameterTypes();
                boolean both = takes.stream().anyMatch(one -> one.isEquivalentTo(Tx.class))
                        && takes.stream().anyMatch(one -> one.isEquivalentTo(Database.class));
                if (both && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    wrong.add(unit.getDescription() + " takes a Tx and a Database");
                }
            }
        }
        return wrong;
    }

    public List<String> onlyTwoClassesCallProviders() {
        Set<String> calls =
                Set.of("charge", "resume", "query", "collect", "all", "find", "cancel", "refund", "queryRefund");
        return accesses(
                access -> access.getTargetOwner().isAssignableTo(PaymentProvider.class)
                        && calls.contains(access.getTarget().getName()),
                // To collect is to query where a provider takes the money by itself; InPlainText stands before each.
                Set.of(
                        "payment.RunAttempt",
                        "payment.FindStrayMoney",
                        "refund.RunRefund",
                        "provider.PaymentProvider",
                        "provider.InPlainText"));
    }

    public List<String> onlyDatabaseCommits() {
        return accesses(
                access -> access.getTargetOwner().isAssignableTo(Connection.class)
                        && access.getTarget().getName().equals("commit"),
                Set.of("db.Database"));
    }

    public List<String> onlyCommandsPrint() {
        return accesses(
                access -> access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(access.getTarget().getName()),
                Set.of("App", "command"));
    }

    public List<String> timeIsHandedIn() {
        return accesses(
                access -> CLOCK_READ
                        .matcher(access.getTargetOwner().getName() + "."
                                + access.getTarget().getName())
                        .matches(),
                Set.of("command"));
    }

    public List<String> machinesReadWithoutALocaleOfTheirOwn() {
        return accesses(
                access -> {
                    String owner = access.getTargetOwner().getName();
                    AccessTarget target = access.getTarget();
                    if (owner.equals("java.util.Date") || owner.startsWith("java.text.SimpleDateFormat")) {
                        return true;
                    }
                    if (!owner.equals("java.lang.String")
                            || !(target instanceof AccessTarget.CodeUnitAccessTarget unit)) {
                        return false;
                    }
                    List<JavaClass> takes = unit.getRawParameterTypes();
                    return switch (target.getName()) {
                        case "toLowerCase", "toUpperCase" -> takes.isEmpty();
                        case "format" -> takes.getFirst().isEquivalentTo(String.class);
                        case "formatted" -> true;
                        default -> false;
                    };
                },
                // The JDK takes the moment for which a chain of certificates is to hold as a Date only.
                Set.of("provider.paypal.PaypalCertificates"));
    }

    public List<String> onlyWorkspaceHashesPasswords() {
        return dependencies(
                from -> !from.equals("workspace"),
                dependency -> dependency.getTargetClass().getName().startsWith("org.bouncycastle.")
                        || dependency.getTargetClass().getName().contains("Argon2"));
    }

    public List<String> everyPackageIsNullMarked() {
        var wrong = new TreeSet<String>();
        for (JavaClass type : code) {
            if (!isNullMarked(type.getPackageName())) {
                wrong.add(type.getPackageName() + " has no package-info with @NullMarked");
            }
        }
        return List.copyOf(wrong);
    }

    public static List<String> longFiles(Path sources, int mostLines) {
        try (Stream<Path> files = Files.walk(sources)) {
            var wrong = new ArrayList<String>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    long count = lines.count();
                    if (count > mostLines) {
                        wrong.add(file + " has " + count + " lines, more than " + mostLines);
                    }
                }
            }
            return wrong;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> onTheClassPath(List<String> classNames) {
        var there = new ArrayList<String>();
        for (String name : classNames) {
            if (Rules.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null) {
                there.add(name + " is on the class path");
            }
        }
        return there;
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> textsOf(JavaClass type) {
        try {
            Path file = Path.of(type.getSource().orElseThrow().getUri());
            var texts = new TreeSet<String>();
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                if (entry instanceof StringEntry text) {
                    texts.add(text.stringValue());
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> types(Predicate<JavaClass> isWrong, String why) {
        return code.stream()
                .filter(type -> !type.isAnonymousClass())
                .filter(isWrong)
                .map(type -> nameOf(type) + " " + why)
                .toList();
    }

    private List<String> dependencies(Predicate<String> from, Predicate<Dependency> isWrong) {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            if (from.test(DependencyMap.shortName(type.getPackageName(), root))) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(isWrong)
                        .forEach(dependency -> wrong.add(dependency.getDescription()));
            }
        }
        return wrong;
    }

    /// @param allowed types or packages that may
    private List<String> accesses(Predicate<JavaAccess<?>> isWrong, Set<String> allowed) {
        var wrong = new ArrayList<String>();
        for (JavaClass type : code) {
            JavaClass top = topLevel(type);
            if (!allowed.contains(nameOf(top)) && !allowed.contains(String.valueOf(packageOf(top)))) {
                type.getAccessesFromSelf().stream()
                        .filter(isWrong)
                        .forEach(access -> wrong.add(access.getDescription()));
            }
        }
        return wrong;
    }

    private String nameOf(JavaClass type) {
        return type.getName().substring(root.length() + 1);
    }

    /// Null for what is not ours.
    private @Nullable String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return DependencyMap.isInside(name, root) ? DependencyMap.shortName(name, root) : null;
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass top = type;
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }
}
