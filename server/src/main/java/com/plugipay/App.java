package com.plugipay;

import com.plugipay.command.Audit;
import com.plugipay.command.Rehearse;
import com.plugipay.command.Start;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The program: `start`, and the other commands that the launcher passes on.
public final class App {
    private static final String HELP = """
            Plugipay: get paid by a link.

              ./plugipay start [options]     runs the server, its database included
              ./plugipay audit [options]     whether the money adds up and the audit log is whole

            Options of start (each has an environment variable, see Config):
              --port N            port to listen on, 0 = any free one (8080)
              --data DIR          where data and keys are kept (./data)
              --base-url URL      public address, when it is not http://localhost:PORT
              --ready-file FILE   written when ready, as JSON, for scripts
            """;

    private App() {}

    public static void main(String[] args) {
        List<String> arguments = Arrays.asList(args);
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        int exit = switch (command) {
            case "start" -> Start.run(rest, System.getenv());
            case "audit" -> Audit.run(rest, System.getenv(), System.out, System.err);
            case "rehearse" -> rehearse(rest);
            case "help", "--help", "-h" -> say(System.out, HELP, 0);
            default -> say(System.err, "Unknown command: " + command + "\n\n" + HELP, 2);
        };
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /// For the launcher: starts on a throw-away folder, uses itself a little and ends, so that the JDK can learn.
    private static int rehearse(List<String> arguments) {
        try {
            Rehearse.run(Path.of(arguments.getFirst()), options -> Start.run(options, System.getenv()));
        } catch (IOException | InterruptedException e) {
            return say(System.err, "The rehearsal failed: " + e.getMessage() + "\n", 1);
        }
        System.exit(0);
        return 0;
    }

    private static int say(PrintStream out, String text, int exit) {
        out.print(text);
        return exit;
    }
}
