package com.plugipay.command;

import com.plugipay.audit.AuditChecks;
import com.plugipay.audit.AuditModule;
import com.plugipay.audit.AuditReport;
import com.plugipay.audit.Finding;
import com.plugipay.db.DataDirectoryInUse;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseAccess;
import com.plugipay.db.EmbeddedPostgresFailure;
import com.plugipay.http.Json;
import com.plugipay.scope.Scope;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `audit`: whether the money adds up and the log is whole, as the running server or the database itself says.
public final class Audit {
    private static final String HELP = """
            ./plugipay audit [options]            runs every check; exit 1 when one finds something
            ./plugipay audit verify [options]     only the chain of the audit log: names the entries that were changed
            ./plugipay audit log [options]        the newest entries of the log; --all reads on to the first

              --base-url URL         the server, PLUGIPAY_BASE_URL or http://localhost:8080; its key is in
                                     PLUGIPAY_API_KEY (id:secret, or pk_…)
              --database-url URL     checks every workspace of a database whose server is down
              --data DIR             the same for the embedded database in a data folder
              --all                  every workspace, of the database in PLUGIPAY_DATABASE_URL
              --limit N              how many entries (20)
              --timeout SEC          for each answer (30)
              --json                 the answer as JSON

            Exit: 0 nothing found, 1 findings or no answer, 2 not understood, 3 no key or not allowed.
            """;
    private static final Set<String> OF_THE_CHAIN = Set.of("A16", "A17");

    private final AuditOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private Audit(AuditOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            var audit = new Audit(AuditOptions.read(arguments, environment), out, err);
            return audit.run();
        } catch (AuditOptions.Wrong wrong) {
            err.println(wrong.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("The server does not answer: " + (e.getMessage() == null ? e : e.getMessage()));
            return 1;
        } catch (DataDirectoryInUse e) {
            err.println(e.getMessage());
            err.println("Ask the server that runs there: leave --data away.");
            return 1;
        } catch (EmbeddedPostgresFailure e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int run() throws IOException, InterruptedException {
        if (options.what() == AuditOptions.What.HELP) {
            out.print(HELP);
            return 0;
        }
        if (options.isDirect()) {
            return direct();
        }
        String key = options.key();
        if (key == null) {
            err.println(
                    "Set PLUGIPAY_API_KEY to the id and the secret of a key, with a colon between, or to a pk_ key.");
            return 3;
        }
        var client = new ApiClient(options.baseUrl(), key, options.timeout());
        return options.what() == AuditOptions.What.LOG ? log(client) : checks(client);
    }

    private int checks(ApiClient client) throws IOException, InterruptedException {
        ApiClient.Answer answer = client.get("/v1/audit/checks");
        if (answer.status() != 200) {
            return refused(answer);
        }
        JsonNode data = answer.body().path("data");
        var found = new ArrayList<Found>();
        for (JsonNode one : data.path("findings")) {
            String check = one.path("check").asString();
            if (options.what() == AuditOptions.What.CHECKS || OF_THE_CHAIN.contains(check)) {
                found.add(new Found(
                        null,
                        null,
                        check,
                        one.path("objectId").asString(),
                        one.path("message").asString()));
            }
        }
        int checks =
                options.what() == AuditOptions.What.CHECKS ? data.path("checks").asInt() : OF_THE_CHAIN.size();
        return say(new Result(found.isEmpty(), data.path("ranAt").asString(), checks, found));
    }

    private int log(ApiClient client) throws IOException, InterruptedException {
        var entries = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            ApiClient.Answer answer = client.get("/v1/audit-log?limit=" + (options.all() ? 100 : options.limit())
                    + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
            if (answer.status() != 200) {
                return refused(answer);
            }
            answer.body().path("data").forEach(entries::add);
            cursor = answer.body().path("meta").path("cursor").asString("");
        } while (options.all() && !cursor.isEmpty());
        if (options.json()) {
            out.println(Json.text(new Printed(entries, new CountMeta(entries.size()))));
            return 0;
        }
        for (JsonNode entry : entries) {
            JsonNode actor = entry.path("actor");
            String name = actor.path("name").asString("");
            line(
                    entry.path("createdAt").asString(),
                    entry.path("action").asString(),
                    entry.path("targetId").asString(),
                    actor.path("type").asString() + " "
                            + (name.isEmpty() ? actor.path("id").asString() : name),
                    entry.path("id").asString());
        }
        return 0;
    }

    private int refused(ApiClient.Answer answer) {
        if (options.json()) {
            out.println(Json.text(answer.body()));
        }
        JsonNode error = answer.body().path("error");
        err.println(
                error.path("code").asString("") + ": " + error.path("message").asString(""));
        return answer.isRefusedCredential() ? 3 : 1;
    }

    private int direct() {
        try (DatabaseAccess access = access();
                HikariDataSource pool = access.pool(2)) {
            AuditChecks checks = AuditModule.checksOf(new Database(pool), InstantSource.system());
            var found = new ArrayList<Found>();
            int run = 0;
            for (Scope scope : checks.everywhere()) {
                AuditReport report =
                        options.what() == AuditOptions.What.VERIFY ? checks.verifyChain(scope) : checks.run(scope);
                run = report.checks();
                for (Finding finding : report.findings()) {
                    found.add(Found.of(scope, finding));
                }
            }
            return say(new Result(found.isEmpty(), Json.time(Instant.now()), run, found));
        } catch (AuditOptions.Wrong | DataDirectoryInUse | EmbeddedPostgresFailure e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            err.println("The database cannot be checked: " + cause.getMessage());
            return 1;
        }
    }

    private DatabaseAccess access() {
        String url = options.databaseUrl();
        if (url != null) {
            return DatabaseAccess.visiting(url);
        }
        Path data = Path.of(String.valueOf(options.data())).toAbsolutePath().normalize();
        if (!Files.isDirectory(data.resolve("postgres"))) {
            throw new AuditOptions.Wrong("There is no database in " + data + ".");
        }
        return DatabaseAccess.embedded(data);
    }

    private int say(Result result) {
        if (options.json()) {
            out.println(Json.text(new Printed(result, new RunMeta(result.ranAt()))));
        } else {
            for (Found one : result.findings()) {
                line(one.check(), one.objectId(), one.message(), one.workspaceId(), one.mode());
            }
            if (result.ok()) {
                out.println("Nothing found by " + result.checks() + " checks.");
            }
        }
        if (!result.ok()) {
            err.println(result.findings().size() + " found by " + result.checks() + " checks.");
        }
        return result.ok() ? 0 : 1;
    }

    /// Columns with two spaces between; what would move the cursor of a terminal is left out.
    private void line(@Nullable String... columns) {
        var line = new StringBuilder();
        for (String column : columns) {
            if (column != null) {
                line.append(line.isEmpty() ? "" : "  ").append(column.replaceAll("\\p{Cntrl}", ""));
            }
        }
        out.println(line);
    }

    /// What was found, and where when many workspaces were looked at.
    private record Found(
            @Nullable String workspaceId, @Nullable String mode, String check, String objectId, String message) {
        static Found of(Scope scope, Finding finding) {
            return new Found(
                    scope.workspace().text(),
                    scope.mode().wire(),
                    finding.check(),
                    finding.objectId(),
                    finding.message());
        }
    }

    private record Result(boolean ok, String ranAt, int checks, List<Found> findings) {}

    /// What `--json` prints, in this order.
    private record Printed(Object data, Object meta) {}

    private record CountMeta(int count) {}

    private record RunMeta(String ranAt) {}
}
