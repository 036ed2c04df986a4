package com.plugipay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The checks on a healthy database, and who may ask for them.
class AuditChecksTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();

    @Test
    void a_lively_healthy_database_has_no_findings() {
        shop.openSession();
        String canceled = shop.openSession();
        shop.hmac().post("/v1/checkout-sessions/" + canceled + "/cancel", "{}").expect(200);
        String expired = shop.openSession();
        shop.hmac().post("/v1/checkout-sessions/" + expired + "/expire", "{}").expect(200);
        String declined = shop.openSession();
        shop.pay(declined, "generic_decline").expect(402);
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"Ibu Sari\"}", "c-1")
                .expect(201)
                .data("id");
        shop.hmac().patch("/v1/customers/" + customer, "{\"name\":\"Sari\"}").expect(200);
        String paid = shop.openSession();
        shop.pay(paid, "success").expect(200);
        String payment = shop.bearer()
                .get("/v1/payments?checkoutSessionId=" + paid)
                .expect(200)
                .data()
                .get(0)
                .path("id")
                .asString();
        shop.hmac()
                .post("/v1/payments/" + payment + "/refunds", "{\"amount\":50000,\"via\":\"manual\"}", "r-1")
                .expect(201);
        assertThat(shop.bearer()
                        .get("/v1/audit-log?action=refund.created")
                        .expect(200)
                        .data())
                .hasSize(1);
        SERVER.running().part(SealAuditLog.class).lookOnce();
        JsonNode report = checks(shop.bearer());
        assertThat(report.path("findings")).as("%s", report).isEmpty();
        assertThat(report.propertyNames()).containsExactlyInAnyOrder("ok", "ranAt", "checks", "findings");
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("checks").asInt()).isEqualTo(16);
        assertThat(checks(shop.live()).path("ok").asBoolean()).isTrue();
    }

    @Test
    void a_finding_names_check_object_and_trouble_and_stays_in_its_workspace() {
        String session = shop.openSession();
        Sql.of(SERVER).update("update checkout_session set version = 7 where id = ?", session);
        JsonNode report = checks(shop.bearer());
        assertThat(report.path("ok").asBoolean()).isFalse();
        JsonNode finding = report.path("findings").get(0);
        assertThat(finding.propertyNames()).containsExactlyInAnyOrder("check", "objectId", "message");
        assertThat(finding.path("check").asString()).isEqualTo("A08");
        assertThat(finding.path("objectId").asString()).isEqualTo(session);
        assertThat(finding.path("message").asString()).isEqualTo("version 7, newest event 1");
        assertThat(checks(shop.live()).path("ok").asBoolean()).isTrue();
        assertThat(checks(SERVER.newShop().bearer()).path("ok").asBoolean()).isTrue();
        Sql.of(SERVER).update("update checkout_session set version = 1 where id = ?", session);
    }

    @Test
    void the_last_run_is_kept() {
        AuditChecks checks = SERVER.running().part(AuditChecks.class);
        var scope = new Scope(shop.workspace(), Mode.TEST);
        String session = shop.openSession();
        Sql.of(SERVER).update("update checkout_session set version = 7 where id = ?", session);
        AuditReport kept = checks.runAndKeep(scope);
        Sql.of(SERVER).update("update checkout_session set version = 1 where id = ?", session);
        assertThat(checks.last(scope)).contains(kept);
        assertThat(kept.findings()).extracting(Finding::objectId).containsExactly(session);
    }

    @Test
    void only_with_the_scope_and_not_all_the_time() {
        shop.anonymous().get("/v1/audit/checks").refused(401, "unauthorized");
        TestServer limited = TestServer.start(Map.of());
        try {
            Shop busy = limited.newShop();
            for (int i = 0; i < 5; i++) {
                busy.bearer().get("/v1/audit/checks").expect(200);
            }
            Api.Reply sixth = busy.bearer().get("/v1/audit/checks").refused(429, "rate_limited");
            assertThat(Long.parseLong(String.valueOf(sixth.header("Retry-After"))))
                    .isBetween(1L, 12L);
            assertThat(sixth.header("X-RateLimit-Limit")).isEqualTo("5");
            busy.live().get("/v1/audit/checks").expect(200);
        } finally {
            limited.running().close();
        }
    }

    private static JsonNode checks(Api api) {
        return api.get("/v1/audit/checks").expect(200).data();
    }
}
