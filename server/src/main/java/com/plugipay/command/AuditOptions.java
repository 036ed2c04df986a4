package com.plugipay.command;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was asked of `audit`: an option wins over its environment variable.
///
/// @param key id and secret with a colon between, or a Bearer key; null when none was given
/// @param databaseUrl of a database to check without a server; null asks the server
/// @param data folder of an embedded database whose server is down; null likewise
/// @param limit of the entries of `log`; `all` reads on to the end
record AuditOptions(
        What what,
        boolean json,
        boolean all,
        int limit,
        Duration timeout,
        String baseUrl,
        @Nullable String key,
        @Nullable String databaseUrl,
        @Nullable String data) {
    enum What {
        CHECKS,
        VERIFY,
        LOG,
        HELP
    }

    /// A command line that cannot be understood.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MOST_SECONDS = 600;
    private static final int MOST_ENTRIES = 100;

    static AuditOptions read(List<String> arguments, Map<String, String> environment) {
        var reader = new Reader(environment);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (Reader.FLAGS.contains(name)) {
                reader.flag(name);
            } else if (equals >= 0) {
                reader.option(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                reader.option(name, arguments.get(++i));
            } else {
                reader.option(name, null);
            }
        }
        return reader.options();
    }

    boolean isDirect() {
        return databaseUrl != null || data != null;
    }

    /// Takes one word of the command line after the other.
    private static final class Reader {
        static final List<String> FLAGS = List.of("log", "verify", "--json", "--all", "--help", "-h");

        private final Map<String, String> environment;
        private What what = What.CHECKS;
        private boolean json;
        private boolean all;
        private int limit = 20;
        private int seconds = 30;
        private @Nullable String baseUrl;
        private @Nullable String databaseUrl;
        private @Nullable String data;

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        void flag(String name) {
            switch (name) {
                case "--json" -> json = true;
                case "--all" -> all = true;
                case "--help", "-h" -> what = What.HELP;
                default -> {
                    if (what == What.LOG || what == What.VERIFY) {
                        throw new Wrong("Say either log or verify.");
                    }
                    what = name.equals("log") ? What.LOG : What.VERIFY;
                }
            }
        }

        void option(String name, @Nullable String value) {
            if (!List.of("--base-url", "--database-url", "--data", "--output", "--timeout", "--limit")
                    .contains(name)) {
                throw new Wrong("Unknown: " + name + ". See ./plugipay audit --help.");
            }
            if (value == null || value.isBlank()) {
                throw new Wrong(name + " needs a value.");
            }
            switch (name) {
                case "--base-url" -> baseUrl = value;
                case "--database-url" -> databaseUrl = value;
                case "--data" -> data = value;
                case "--timeout" -> seconds = number(name, value, MOST_SECONDS);
                case "--limit" -> limit = number(name, value, MOST_ENTRIES);
                default -> json = output(value);
            }
        }

        private static boolean output(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "json" -> true;
                case "table" -> false;
                default -> throw new Wrong("--output is table or json.");
            };
        }

        private static int number(String name, String value, int most) {
            if (value.matches("[0-9]{1,6}")) {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= most) {
                    return number;
                }
            }
            throw new Wrong(name + " is a whole number from 1 to " + most + ".");
        }

        AuditOptions options() {
            String database = databaseUrl;
            if (database == null && data == null && all && what != What.LOG) {
                database = fromEnvironment("PLUGIPAY_DATABASE_URL");
                if (database == null) {
                    throw new Wrong("--all reads every workspace of a database: say which by --data DIR,"
                            + " --database-url URL or PLUGIPAY_DATABASE_URL.");
                }
            }
            if (database != null && data != null) {
                throw new Wrong("Say either --database-url or --data.");
            }
            if (what == What.LOG && (database != null || data != null)) {
                throw new Wrong("The log is read from the running server, without --database-url and --data.");
            }
            if (database != null && !database.matches("(jdbc:postgresql:|postgres(ql)?://).+")) {
                throw new Wrong("--database-url starts with jdbc:postgresql: or postgresql://.");
            }
            return new AuditOptions(
                    what,
                    json,
                    all,
                    limit,
                    Duration.ofSeconds(seconds),
                    serverUrl(),
                    fromEnvironment("PLUGIPAY_API_KEY"),
                    database,
                    data);
        }

        private String serverUrl() {
            String given = baseUrl != null ? baseUrl : fromEnvironment("PLUGIPAY_BASE_URL");
            String url = given == null ? "http://localhost:8080" : given.replaceFirst("/+$", "");
            try {
                URI uri = URI.create(url);
                if (uri.getHost() != null && url.matches("https?://.*") && uri.getRawUserInfo() == null) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            throw new Wrong("The address of the server must look like https://pay.example.com.");
        }

        private @Nullable String fromEnvironment(String name) {
            String value = environment.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
