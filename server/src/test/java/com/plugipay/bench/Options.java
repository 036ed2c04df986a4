package com.plugipay.bench;

import java.util.List;

/// What a run was asked for.
///
/// @param rate requests a second of the open loop; 0 is the closed loop
record Options(
        double seconds,
        double warmup,
        int clients,
        int rounds,
        int workspaces,
        double rate,
        List<Task> tasks,
        boolean starts) {
    static final String HELP = """
            bin/bench [OPTIONS]
              --seconds S      how long each task is measured, in all its rounds together (10)
              --warmup S       how long each task runs unmeasured before (5)
              --clients N      connections, of the load and of the ceiling (16)
              --rounds N       ceiling and served take turns this often (2)
              --workspaces N   shops the load is spread over (50)
              --rate R         open loop: R requests a second arrive whatever happens, and latency counts from the
                               moment each was due (no coordinated omission). Without it: a closed loop, each client
                               sends when it has its answer
              --only A,B       of create, read, payment, page
              --no-starts      leave out the start-up times
            Set PLUGIPAY_JAVA_OPTS to give the server more options, such as a flight recording.
            """;

    /// What the load consists of.
    enum Task {
        CREATE("create a session"),
        READ("read a session"),
        PAYMENT("complete payment"),
        PAGE("hosted page");

        final String words;

        Task(String words) {
            this.words = words;
        }
    }

    static Options read(List<String> arguments) {
        var options = new Options(10, 5, 16, 2, 50, 0, List.of(Task.values()), true);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--no-starts")) {
                options = options.with(name, "");
            } else if (i + 1 < arguments.size()) {
                options = options.with(name, arguments.get(++i));
            } else {
                throw new IllegalArgumentException(name + " needs a value, or is unknown.");
            }
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--seconds" ->
                new Options(number(value, 1, 600), warmup, clients, rounds, workspaces, rate, tasks, starts);
            case "--warmup" ->
                new Options(seconds, number(value, 0, 600), clients, rounds, workspaces, rate, tasks, starts);
            case "--clients" ->
                new Options(seconds, warmup, (int) number(value, 1, 40), rounds, workspaces, rate, tasks, starts);
            case "--rounds" ->
                new Options(seconds, warmup, clients, (int) number(value, 1, 20), workspaces, rate, tasks, starts);
            case "--workspaces" ->
                new Options(seconds, warmup, clients, rounds, (int) number(value, 1, 1000), rate, tasks, starts);
            case "--rate" ->
                new Options(seconds, warmup, clients, rounds, workspaces, number(value, 1, 100_000), tasks, starts);
            case "--only" -> new Options(seconds, warmup, clients, rounds, workspaces, rate, tasks(value), starts);
            case "--no-starts" -> new Options(seconds, warmup, clients, rounds, workspaces, rate, tasks, false);
            default -> throw new IllegalArgumentException("Unknown option " + name + ".");
        };
    }

    private static List<Task> tasks(String names) {
        return List.of(names.split(",", -1)).stream()
                .map(name -> List.of(Task.values()).stream()
                        .filter(task -> task.name().equalsIgnoreCase(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("Unknown task " + name + ".")))
                .toList();
    }

    private static double number(String text, double min, double max) {
        double number = Double.parseDouble(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException(text + " is not between " + min + " and " + max + ".");
        }
        return number;
    }
}
