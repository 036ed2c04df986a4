package com.plugipay.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.audit.SealAuditLog;
import com.plugipay.db.DatabaseLogin;
import com.plugipay.workspace.FirstKeys;
import com.plugipay.workspace.SeedFirstWorkspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// `./plugipay audit`, asked of a running server and of its database.
class AuditCommandTest {
    private static final TestServer SERVER = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final FirstKeys KEYS = Objects.requireNonNull(
            SERVER.running().part(SeedFirstWorkspace.class).handle(keys -> {}).madeNow());
    private static final Sql SQL = Sql.of(SERVER);
    private static final String HMAC = KEYS.keyId() + ":" + KEYS.secret();

    record Said(int exit, String out, String err) {}

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void a_clean_server_and_one_with_findings() {
        seal();
        assertThat(audit(HMAC)).isEqualTo(new Said(0, "Nothing found by 16 checks.\n", ""));
        assertThat(audit(KEYS.bearerKey(), "--json").out())
                .startsWith("{\"data\":{")
                .contains("\"ok\":true");
        String session = Api.bearer(SERVER.baseUrl(), KEYS.bearerKey())
                .post("/v1/checkout-sessions", "{\"amount\":1000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        SQL.update("update checkout_session set version = 5 where id = ?", session);
        Said red = audit(HMAC);
        assertThat(red.exit()).isEqualTo(1);
        assertThat(red.out()).isEqualTo("A08  " + session + "  version 5, newest event 1\n");
        assertThat(audit(HMAC, "verify").exit()).isZero();
        Said direct = run(Map.of(), "--database-url", databaseUrl());
        assertThat(direct.exit()).as(direct.err()).isEqualTo(1);
        assertThat(direct.out()).contains("A08  " + session, KEYS.workspaceId() + "  test");
        SQL.update("update checkout_session set version = 1 where id = ?", session);
        assertThat(run(Map.of("PLUGIPAY_DATABASE_URL", databaseUrl()), "--all").exit())
                .isZero();
    }

    @Test
    void verify_names_the_changed_entry_and_log_lists() {
        seal();
        String entry = SQL.texts("select entry_id from audit_seal where mode = 'live' order by position limit 1")
                .getFirst();
        SQL.update("update audit_entry set actor_name = 'x' where id = ?", entry);
        Said red = audit(KEYS.liveBearerKey(), "verify");
        assertThat(red.exit()).isEqualTo(1);
        assertThat(red.out()).startsWith("A16  " + entry);
        assertThat(run(Map.of(), "verify", "--database-url", databaseUrl()).out())
                .contains(entry);
        SQL.update("update audit_entry set actor_name = null where id = ?", entry);
        Said log = audit(KEYS.liveBearerKey(), "log", "--all");
        assertThat(log.exit()).isZero();
        assertThat(log.out()).contains("api_key.created", entry, "system");
        assertThat(audit(HMAC, "log", "--json", "--limit", "1").out()).contains("\"count\":1");
    }

    @Test
    void what_is_not_understood_or_not_allowed_has_its_exit_code() {
        assertThat(run(Map.of(), "--base-url", SERVER.baseUrl()).exit()).isEqualTo(3);
        assertThat(audit("pk_test_" + "0".repeat(48)).exit()).isEqualTo(3);
        assertThat(audit("ak_test_x:secret").exit()).isEqualTo(3);
        assertThat(audit(HMAC, "--nonsense").exit()).isEqualTo(2);
        assertThat(audit(HMAC, "--limit").exit()).isEqualTo(2);
        assertThat(audit(HMAC, "log", "verify").exit()).isEqualTo(2);
        assertThat(audit(HMAC, "--timeout", "0").exit()).isEqualTo(2);
        assertThat(audit(HMAC, "--all").exit()).isEqualTo(2);
        assertThat(run(Map.of(), "--data", "target/nothing-here").exit()).isEqualTo(2);
        assertThat(run(Map.of("PLUGIPAY_API_KEY", HMAC, "PLUGIPAY_BASE_URL", "http://127.0.0.1:1"))
                        .exit())
                .isEqualTo(1);
        assertThat(run(Map.of(), "--help").out()).contains("audit verify", "PLUGIPAY_API_KEY");
        assertThat(run(Map.of(), "--database-url", "postgresql://nobody:x@127.0.0.1:1/none")
                        .exit())
                .isEqualTo(1);
    }

    private static void seal() {
        while (SQL.number("select count(*) from audit_unsealed") > 0) {
            SERVER.running().part(SealAuditLog.class).lookOnce();
        }
    }

    private static String databaseUrl() {
        DatabaseLogin login = SERVER.running().access().app();
        return login.jdbcUrl()
                .replace("jdbc:postgresql://", "postgresql://" + login.user() + ":" + login.password() + "@");
    }

    private static Said audit(String key, String... arguments) {
        return run(Map.of("PLUGIPAY_API_KEY", key, "PLUGIPAY_BASE_URL", SERVER.baseUrl()), arguments);
    }

    private static Said run(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = Audit.run(
                List.of(arguments),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
