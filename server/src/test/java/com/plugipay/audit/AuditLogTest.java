package com.plugipay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What people and keys did, as the log tells it, and the chain that it becomes.
class AuditLogTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String LOG = "/v1/audit-log";

    private final Shop shop = SERVER.newShop();
    private final Scope scope = new Scope(shop.workspace(), Mode.TEST);

    @Test
    void an_entry_answers_every_documented_field() {
        String session = shop.openSession();
        cancel(session);
        JsonNode entry = list("?targetId=" + session).getFirst();
        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "action",
                        "actor",
                        "targetType",
                        "targetId",
                        "before",
                        "after",
                        "requestId",
                        "hash",
                        "createdAt");
        assertThat(entry.path("id").asString()).matches("aud_[0-9A-Z]{26}");
        assertThat(entry.path("action").asString()).isEqualTo("checkout_session.canceled");
        assertThat(entry.path("actor").path("type").asString()).isEqualTo("key");
        assertThat(entry.path("actor").path("id").asString()).startsWith("akey_");
        assertThat(entry.path("actor").path("name").asString()).isEqualTo("test");
        assertThat(entry.path("actor").path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("targetType").asString()).isEqualTo("checkout_session");
        assertThat(entry.path("before").path("status").asString()).isEqualTo("open");
        assertThat(entry.path("after").path("status").asString()).isEqualTo("canceled");
        assertThat(entry.path("requestId").asString()).startsWith("req_");
    }

    @Test
    void a_new_key_is_in_the_log_and_its_secret_is_not() {
        List<JsonNode> keys = list("?action=api_key.created");
        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst().path("after").propertyNames())
                .containsExactlyInAnyOrder("name", "type", "keyPrefix", "scopes");
        assertThat(keys.getFirst().path("before").isNull()).isTrue();
    }

    @Test
    void a_connected_adapter_is_in_the_log_as_it_was_and_became() {
        for (String bank : List.of("BCA", "BNI")) {
            shop.hmac()
                    .send(
                            "PUT",
                            "/v1/adapters/manual",
                            "{\"bankAccounts\":[{\"bankName\":\"" + bank
                                    + "\",\"accountNumber\":\"1\",\"accountHolder\":\"Sari\"}]}",
                            Map.of())
                    .expect(200);
        }
        JsonNode changed = list("?action=adapter.updated").getFirst();
        assertThat(changed.path("before").toString()).contains("BCA").doesNotContain("BNI");
        assertThat(changed.path("after").toString()).contains("BNI").doesNotContain("BCA");
        assertThat(list("?action=adapter.created")).hasSize(1);
    }

    @Test
    void what_customers_and_the_system_do_is_not_in_it() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String left = shop.openSession();
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + left + "/cancel", "{}")
                .expect(200);
        assertThat(list("?targetId=" + session)).isEmpty();
        assertThat(list("?targetId=" + left)).isEmpty();
    }

    @Test
    void the_list_is_narrowed_paged_and_of_its_mode_only() {
        String first = shop.openSession();
        String second = shop.openSession();
        cancel(first);
        shop.bearer().post("/v1/checkout-sessions/" + second + "/expire", "{}").expect(200);
        assertThat(list("?action=checkout_session.expired")).hasSize(1);
        String actor =
                list("?targetId=" + first).getFirst().path("actor").path("id").asString();
        assertThat(list("?actorId=" + actor)).hasSize(1);
        String at = list("?targetId=" + first).getFirst().path("createdAt").asString();
        assertThat(list("?createdAfter=" + at + "&createdBefore=2999-01-01&action=checkout_session.canceled"))
                .hasSize(1);
        assertThat(list("?createdBefore=2020-01-01")).isEmpty();
        JsonNode page = shop.bearer().get(LOG + "?limit=3").expect(200).json();
        String cursor = page.path("meta").path("cursor").asString();
        assertThat(list("?limit=3&cursor=" + cursor)).hasSize(1);
        assertThat(shop.live().get(LOG).expect(200).data()).hasSize(1);
        shop.bearer().get(LOG + "?actor=x").expect(400);
    }

    @Test
    void an_entry_has_its_hash_within_ten_seconds() {
        String session = shop.openSession();
        cancel(session);
        Instant end = Instant.now().plusSeconds(10);
        while (hash(session).isNull() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        assertThat(hash(session).asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void the_chain_goes_in_the_order_of_the_deeds_and_covers_what_came_before() {
        for (int i = 0; i < 5; i++) {
            cancel(shop.openSession());
        }
        seal();
        List<String> byTime = SQL.texts("""
                select id from audit_entry where workspace_id = ? and mode = 'test' order by created_at, id
                """, shop.workspace().text());
        assertThat(chain()).containsExactlyElementsOf(byTime).hasSize(7);
        assertThat(SQL.number(
                        "select max(position) from audit_seal where workspace_id = ? and mode = 'test'",
                        shop.workspace().text()))
                .isEqualTo(7);
        assertThat(SERVER.running().part(AuditChecks.class).verifyChain(scope).ok())
                .isTrue();
    }

    @Test
    void two_nodes_that_seal_at_once_make_one_chain() {
        TestServer second = SERVER.another();
        try {
            var turn = new AtomicInteger();
            Together.times(8, () -> {
                int me = turn.getAndIncrement();
                for (int i = 0; i < 12; i++) {
                    write(me + "-" + i);
                    (me % 2 == 0 ? SERVER : second)
                            .running()
                            .part(SealAuditLog.class)
                            .lookOnce();
                }
                return true;
            });
            seal();
            assertThat(chain()).hasSize(8 * 12 + 2).doesNotHaveDuplicates();
            assertThat(SQL.number("""
                            select count(*) - max(position) from audit_seal where workspace_id = ? and mode = 'test'
                            """, shop.workspace().text())).isZero();
            assertThat(second.running()
                            .part(AuditChecks.class)
                            .verifyChain(scope)
                            .findings())
                    .isEmpty();
        } finally {
            second.running().close();
        }
    }

    @Test
    void nobody_waits_for_the_sealing() throws SQLException {
        var owner = SERVER.running().access().owner();
        try (Connection sealing = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                Statement statement = sealing.createStatement()) {
            sealing.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('audit seal "
                    + shop.workspace().text() + " test', 0))");
            statement.execute("lock table audit_seal in exclusive mode");
            Instant before = Instant.now();
            cancel(shop.openSession());
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            sealing.rollback();
        }
    }

    private void write(String target) {
        SERVER.running().part(Database.class).inTransaction(scope, tx -> {
            SERVER.running()
                    .part(AuditLog.class)
                    .write(tx, scope, Origin.system(), "thing.done", "thing", target, null, null, SERVER.now());
            return true;
        });
    }

    private void cancel(String session) {
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
    }

    /// Until nothing of this shop waits: the server's own sweep may hold the chain for a moment.
    private void seal() {
        Instant end = Instant.now().plusSeconds(20);
        do {
            SERVER.running().part(SealAuditLog.class).lookOnce();
        } while (Instant.now().isBefore(end)
                && SQL.number(
                                "select count(*) from audit_unsealed where workspace_id = ?",
                                shop.workspace().text())
                        > 0);
    }

    private List<String> chain() {
        return SQL.texts("""
                select entry_id from audit_seal where workspace_id = ? and mode = 'test' order by position
                """, shop.workspace().text());
    }

    private JsonNode hash(String target) {
        return list("?targetId=" + target).getFirst().path("hash");
    }

    private List<JsonNode> list(String query) {
        return shop.bearer().get(LOG + query).expect(200).data().valueStream().toList();
    }
}
