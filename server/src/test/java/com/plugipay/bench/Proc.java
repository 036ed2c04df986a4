package com.plugipay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What Linux tells about processes in /proc: processor time and memory.
final class Proc {
    private static final double MS_PER_TICK = 10;

    private Proc() {}

    /// Processor milliseconds used so far, by whom.
    record Cpu(double server, double database, double client) {
        Cpu minus(Cpu before) {
            return new Cpu(server - before.server, database - before.database, client - before.client);
        }

        Cpu plus(Cpu other) {
            return new Cpu(server + other.server, database + other.database, client + other.client);
        }
    }

    static Cpu cpu(long server, long postmaster) {
        double database = tree(postmaster).stream().mapToDouble(Proc::cpuMs).sum();
        return new Cpu(cpuMs(server), database, cpuMs(ProcessHandle.current().pid()));
    }

    /// Memory in MB: each shared page is counted once, divided among those who share it.
    static double memoryMb(List<Long> pids) {
        long kb = 0;
        for (long pid : pids) {
            kb += pssKb(pid);
        }
        return kb / 1024.0;
    }

    /// Tells a reader how far the figures can be trusted: other work on the machine lowers them.
    static String loadAverage() {
        return read(Path.of("/proc/loadavg")).replaceAll("( [0-9/]+){2}\\s*$", "");
    }

    static List<Long> tree(long root) {
        var all = new ArrayList<Long>();
        all.add(root);
        ProcessHandle.of(root).ifPresent(process -> process.descendants().forEach(child -> all.add(child.pid())));
        return all;
    }

    /// Of the process and of its children that ended.
    private static double cpuMs(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        int nameEnd = stat.lastIndexOf(')');
        if (nameEnd < 0) {
            return 0;
        }
        String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * MS_PER_TICK;
    }

    private static long pssKb(long pid) {
        return read(Path.of("/proc/" + pid + "/smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /// A process that has just ended has nothing to tell.
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
