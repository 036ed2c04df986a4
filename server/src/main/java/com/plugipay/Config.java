package com.plugipay;

import com.plugipay.mail.SmtpServer;
import com.plugipay.provider.ProviderInstall;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every setting of the server, read once. An option on the command line wins over its environment variable.
///
/// @param port `--port`, `PLUGIPAY_PORT`: 8080; 0 takes any free one
/// @param bind `PLUGIPAY_BIND`: address to listen on. Loopback while the public URL is loopback, else every address
/// @param data `--data`, `PLUGIPAY_DATA`: ./data; keys, and the embedded database when there is no other
/// @param baseUrl `--base-url`, `PLUGIPAY_PUBLIC_URL`: public address; absent means http://localhost with the port
/// @param readyFile `--ready-file`, `PLUGIPAY_READY_FILE`: written when ready, for scripts; absent means none
/// @param databaseUrl `PLUGIPAY_DATABASE_URL`: `jdbc:postgresql://…` or `postgresql://…`; absent means embedded
/// @param databaseOwnerUrl `PLUGIPAY_DATABASE_OWNER_URL`: the same for migrations; absent means the first one
/// @param databaseConnections `PLUGIPAY_DATABASE_CONNECTIONS`: 16
/// @param secretKey `PLUGIPAY_SECRET_KEY`: 32 bytes or more in base64; absent means DATA/secret.key
/// @param rateLimitFactor `PLUGIPAY_RATE_LIMIT_FACTOR`: 1; multiplies every request limit, 0 lifts them all
/// @param region `PLUGIPAY_REGION`: sgp1; stands in every arn
/// @param trustedProxies `PLUGIPAY_TRUSTED_PROXIES`: addresses or ranges, by comma, whose forwarding headers count
/// @param egressAllow `PLUGIPAY_EGRESS_ALLOW`: addresses or ranges, by comma, of inner networks that merchants may make
/// us
///     call: for pictures, and later for webhooks
/// @param methodFacts `PLUGIPAY_METHOD_FACTS`: CSV of what providers take, on top of ours; absent means
///     DATA/method-facts.csv, if it is there
/// @param providers how the payment providers are reached, see the README for its variables
/// @param smtp `PLUGIPAY_SMTP_URL`: `smtp[s]://user:password@host:port?from=shop@example.com`; absent: no mail is sent
public record Config(
        int port,
        @Nullable String bind,
        Path data,
        @Nullable String baseUrl,
        @Nullable Path readyFile,
        @Nullable String databaseUrl,
        @Nullable String databaseOwnerUrl,
        int databaseConnections,
        byte @Nullable [] secretKey,
        double rateLimitFactor,
        String region,
        List<String> trustedProxies,
        List<String> egressAllow,
        @Nullable Path methodFacts,
        ProviderInstall providers,
        @Nullable SmtpServer smtp) {

    /// All that is wrong with the settings, a line each.
    public static final class Mistakes extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mistakes(List<String> lines) {
            super(String.join("\n", lines), null, false, false);
        }
    }

    private static final Map<String, String> OPTIONS = Map.of(
            "--port", "PLUGIPAY_PORT",
            "--data", "PLUGIPAY_DATA",
            "--base-url", "PLUGIPAY_PUBLIC_URL",
            "--ready-file", "PLUGIPAY_READY_FILE");

    /// Reads options and environment; throws Mistakes naming every one of them.
    public static Config read(List<String> arguments, Map<String, String> environment) {
        var mistakes = new ArrayList<String>();
        Map<String, String> values = withOptions(arguments, environment, mistakes);
        var reader = new Reader(values, mistakes);
        var config = new Config(
                reader.integer("PLUGIPAY_PORT", 8080, 0, 65535),
                reader.text("PLUGIPAY_BIND"),
                reader.path("PLUGIPAY_DATA", "data"),
                reader.baseUrl("PLUGIPAY_PUBLIC_URL"),
                reader.pathOrNull("PLUGIPAY_READY_FILE"),
                reader.databaseUrl("PLUGIPAY_DATABASE_URL"),
                reader.databaseUrl("PLUGIPAY_DATABASE_OWNER_URL"),
                reader.integer("PLUGIPAY_DATABASE_CONNECTIONS", 16, 4, 200),
                reader.key("PLUGIPAY_SECRET_KEY"),
                reader.factor("PLUGIPAY_RATE_LIMIT_FACTOR"),
                reader.region("PLUGIPAY_REGION"),
                reader.list("PLUGIPAY_TRUSTED_PROXIES"),
                reader.list("PLUGIPAY_EGRESS_ALLOW"),
                reader.pathOrNull("PLUGIPAY_METHOD_FACTS"),
                reader.providers(),
                reader.smtp("PLUGIPAY_SMTP_URL"));
        if (config.databaseUrl == null && config.databaseOwnerUrl != null) {
            mistakes.add("PLUGIPAY_DATABASE_OWNER_URL is set without PLUGIPAY_DATABASE_URL.");
        }
        if (!mistakes.isEmpty()) {
            throw new Mistakes(mistakes);
        }
        return config;
    }

    private static Map<String, String> withOptions(
            List<String> arguments, Map<String, String> environment, List<String> mistakes) {
        var values = new HashMap<>(environment);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            String name = OPTIONS.get(option);
            if (name == null) {
                mistakes.add("Unknown option " + option + ". Known: "
                        + String.join(", ", OPTIONS.keySet().stream().sorted().toList()) + ".");
            } else if (equals >= 0) {
                values.put(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                mistakes.add(option + " needs a value.");
            }
        }
        return values;
    }

    /// Reads one value after the other and notes what is wrong.
    private record Reader(Map<String, String> values, List<String> mistakes) {
        @Nullable
        String text(String name) {
            String value = values.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        int integer(String name, int otherwise, int min, int max) {
            String value = text(name);
            if (value == null) {
                return otherwise;
            }
            if (value.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            mistakes.add(name + " must be a whole number from " + min + " to " + max + ".");
            return otherwise;
        }

        double factor(String name) {
            String value = text(name);
            if (value == null) {
                return 1;
            }
            if (value.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
                return Double.parseDouble(value);
            }
            mistakes.add(name + " must be 0 or a positive number.");
            return 1;
        }

        @Nullable
        Path pathOrNull(String name) {
            return text(name) == null ? null : path(name, "");
        }

        Path path(String name, String otherwise) {
            String value = text(name);
            try {
                return Path.of(value == null ? otherwise : value)
                        .toAbsolutePath()
                        .normalize();
            } catch (InvalidPathException e) {
                mistakes.add(name + " is not a path.");
                return Path.of(otherwise);
            }
        }

        @Nullable
        String baseUrl(String name) {
            String value = text(name);
            if (value == null) {
                return null;
            }
            try {
                URI uri = new URI(value);
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                String path = uri.getRawPath();
                if (web
                        && uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && uri.getRawQuery() == null
                        && (path == null || path.isEmpty() || path.equals("/"))) {
                    return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
                }
            } catch (URISyntaxException e) {
                // Told below, like every other mistake.
            }
            mistakes.add(name + " must look like https://pay.example.com, without a path.");
            return null;
        }

        @Nullable
        String databaseUrl(String name) {
            String value = text(name);
            if (value == null || value.startsWith("jdbc:postgresql:")) {
                return value;
            }
            if (value.startsWith("postgresql://") || value.startsWith("postgres://")) {
                return value;
            }
            mistakes.add(name + " must start with jdbc:postgresql: or postgresql://.");
            return null;
        }

        byte @Nullable [] key(String name) {
            String value = text(name);
            if (value == null) {
                return null;
            }
            try {
                byte[] key = Base64.getDecoder().decode(value);
                if (key.length >= 32) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // Told below, without the value.
            }
            mistakes.add(name + " must be at least 32 bytes in base64, such as `openssl rand -base64 32` prints.");
            return null;
        }

        String region(String name) {
            String value = text(name);
            if (value == null) {
                return "sgp1";
            }
            if (!value.matches("[a-z0-9-]{1,32}")) {
                mistakes.add(name + " must be 1 to 32 of a-z, 0-9 and -.");
            }
            return value;
        }

        ProviderInstall providers() {
            URI xendit = providerUrl("PLUGIPAY_XENDIT_URL");
            return new ProviderInstall(
                    xendit == null ? ProviderInstall.XENDIT : xendit,
                    providerUrl("PLUGIPAY_MIDTRANS_URL"),
                    providerUrl("PLUGIPAY_PAYPAL_URL"),
                    text("PLUGIPAY_XENPLATFORM_KEY"),
                    text("PLUGIPAY_XENPLATFORM_CALLBACK_TOKEN"),
                    flag("PLUGIPAY_ALLOW_PROVIDER_SANDBOXES"),
                    sandboxAuthority("PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY"));
        }

        /// Whoever holds its key can speak in PayPal's name here: never where real money comes in.
        @Nullable
        URI sandboxAuthority(String name) {
            Path file = pathOrNull(name);
            if (file != null && !flag("PLUGIPAY_ALLOW_PROVIDER_SANDBOXES")) {
                mistakes.add(name + " needs PLUGIPAY_ALLOW_PROVIDER_SANDBOXES=true.");
            } else if (file != null && !Files.isReadable(file)) {
                mistakes.add(name + " is no file that can be read.");
            }
            return file == null ? null : file.toUri();
        }

        boolean flag(String name) {
            String value = text(name);
            if (value != null && !value.equals("true") && !value.equals("false")) {
                mistakes.add(name + " must be true or false.");
            }
            return "true".equals(value);
        }

        /// Keys travel there: without TLS only to this machine.
        @Nullable
        URI providerUrl(String name) {
            String value = text(name);
            if (value == null) {
                return null;
            }
            try {
                URI uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
                boolean loopback = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
                boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback);
                if (safe && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Told below, like every other mistake.
            }
            mistakes.add(name + " must be an https address, or http on this machine.");
            return null;
        }

        @Nullable
        SmtpServer smtp(String name) {
            String value = text(name);
            return value == null ? null : SmtpServer.read(name, value, mistakes::add);
        }

        List<String> list(String name) {
            String value = text(name);
            if (value == null) {
                return List.of();
            }
            List<String> parts = Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
            for (String part : parts) {
                if (!part.matches("[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?")) {
                    mistakes.add(name + " must be addresses or ranges like 10.0.0.0/8, separated by commas.");
                    return List.of();
                }
            }
            return parts;
        }
    }
}
