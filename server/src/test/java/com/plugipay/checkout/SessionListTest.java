package com.plugipay.checkout;

import static com.plugipay.checkout.MerchantSessions.SESSIONS;
import static com.plugipay.checkout.MerchantSessions.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a merchant's program finds its checkout sessions: in pages, by what they have in common.
class SessionListTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final MerchantSessions sessions = new MerchantSessions(shop);

    @Test
    void lists_go_through_every_session_once_even_within_one_millisecond() {
        List<String> ids = Together.times(23, shop::openSession);
        SQL.update(
                "update checkout_session set created_at = '2026-05-01T00:00:00Z' where workspace_id = ?",
                shop.workspace().text());
        var newest = ids.stream().sorted(java.util.Comparator.reverseOrder()).toList();
        assertThat(pages("?limit=5")).containsExactlyElementsOf(newest);
        assertThat(pages("?limit=5&order=asc")).containsExactlyElementsOf(newest.reversed());
        assertThat(pages("?limit=23")).hasSize(23);
        assertThat(pages("?limit=7&status=open&currency=IDR")).containsExactlyElementsOf(newest);
    }

    /// The driver prepares what it has sent a few times, and then sends it in another way.
    @Test
    void a_list_answers_the_same_however_often_it_is_asked() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        for (int i = 0; i < 40; i++) {
            assertThat(sessions.list("status=completed&q=" + session)).containsExactly(session);
            assertThat(sessions.events(session)).hasSize(2);
            assertThat(shop.bearer().get("/v1/payments?currency=IDR").data()).hasSize(1);
        }
    }

    @Test
    void a_cursor_works_only_where_it_was_made() {
        for (int i = 0; i < 3; i++) {
            shop.openSession();
        }
        String cursor = cursor(shop.bearer().get(SESSIONS + "?limit=1&order=asc"));
        assertThat(cursor).startsWith("cur_");
        shop.bearer().get(SESSIONS + "?limit=2&order=asc&cursor=" + cursor).expect(200);
        Shop other = SERVER.newShop();
        other.openSession();
        char last = cursor.charAt(cursor.length() - 1);
        var wrong = List.of(
                shop.bearer().get(SESSIONS + "?order=desc&cursor=" + cursor),
                shop.bearer().get(SESSIONS + "?order=asc&status=open&cursor=" + cursor),
                shop.bearer().get("/v1/payments?order=asc&cursor=" + cursor),
                shop.live().get(SESSIONS + "?order=asc&cursor=" + cursor),
                other.bearer().get(SESSIONS + "?order=asc&cursor=" + cursor),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=" + cursor.substring(0, 20)),
                shop.bearer()
                        .get(SESSIONS + "?order=asc&cursor=" + cursor.substring(0, cursor.length() - 3)
                                + (last == 'A' ? "BBB" : "AAA")),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=cur_"),
                shop.bearer().get(SESSIONS + "?order=asc&cursor="),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=" + "x".repeat(600)),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=%00"));
        for (Api.Reply reply : wrong) {
            assertThat(reply.refused(400, "validation_error").errorParam()).isEqualTo("cursor");
        }
    }

    @Test
    void every_filter_narrows_the_list() {
        String customer = shop.hmac()
                .post(
                        "/v1/customers",
                        "{\"name\":\"Budi Santoso\",\"email\":\"budi@x.example\",\"externalId\":\"E-77\"}")
                .data("id");
        String plain = shop.openSession();
        String theirs = shop.hmac()
                .post(
                        SESSIONS,
                        "{\"amount\":1500,\"currency\":\"USD\",\"methods\":[\"card\"],\"customerId\":\"" + customer
                                + "\",\"description\":\"Order 100% Kopi\"}")
                .expect(201)
                .data("id");
        String canceled = sessions.create(",\"methods\":[\"card\",\"qris\"]").data("id");
        shop.hmac().post(SESSIONS + "/" + canceled + "/cancel", "{}").expect(200);
        shop.pay(theirs, "success").expect(200);

        assertThat(sessions.list("status=open")).containsExactly(plain);
        assertThat(sessions.list("status=canceled")).containsExactly(canceled);
        assertThat(sessions.list("status=completed")).containsExactly(theirs);
        assertThat(sessions.list("status=pending_review")).isEmpty();
        assertThat(sessions.list("customerId=" + customer)).containsExactly(theirs);
        assertThat(sessions.list("customerId=cus_01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEmpty();
        assertThat(sessions.list("customerId=nonsense")).isEmpty();
        assertThat(sessions.list("currency=USD")).containsExactly(theirs);
        assertThat(sessions.list("method=qris")).containsExactlyInAnyOrder(plain, canceled);
        for (String q : List.of(theirs, "100%25", "kopi", "SANTOSO", "budi@x", "e-77", customer)) {
            assertThat(sessions.list("q=" + q)).as(q).containsExactly(theirs);
        }
        assertThat(sessions.list("q=cs_")).isEmpty();
        assertThat(sessions.list("q=_")).isEmpty();
        String at = sessions.read(theirs).path("createdAt").asString();
        SQL.update("update checkout_session set created_at = created_at - interval '1 hour' where id = ?", plain);
        SQL.update("update checkout_session set created_at = created_at + interval '1 hour' where id = ?", canceled);
        assertThat(sessions.list("createdAfter=" + at)).containsExactly(canceled, theirs);
        assertThat(sessions.list("createdBefore=" + at)).containsExactly(plain);
        assertThat(sessions.list("createdAfter=" + at + "&createdBefore=" + at)).isEmpty();
        assertThat(sessions.list("createdAfter=2026-01-01&createdBefore=2999-12-31T23:59:59%2B07:00"))
                .hasSize(3);
        assertThat(SERVER.newShop().bearer().get(SESSIONS).data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=paid",
                "method=nonsense",
                "currency=idr",
                "createdAfter=yesterday",
                "createdBefore=2026-13-01",
                "createdAfter=2026-05-01T00:00:00",
                "order=up",
                "limit=many",
                "limit=1.5",
                "limit=%D9%A1",
                "limit=",
                "page=2",
                "Status=open"
            })
    void a_wrong_query_parameter_is_named(String query) {
        assertThat(shop.bearer()
                        .get(SESSIONS + "?" + query)
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_limit_is_clamped() {
        Together.times(3, shop::openSession);
        for (String low : List.of("0", "1", "-5", "-99999999999999999999999")) {
            Api.Reply page = shop.bearer().get(SESSIONS + "?limit=" + low).expect(200);
            assertThat(page.data()).hasSize(1);
            assertThat(page.json().path("meta").path("hasMore").booleanValue()).isTrue();
        }
        for (String high : List.of("101", "100", "99999999999999999999999")) {
            Api.Reply page = shop.bearer().get(SESSIONS + "?limit=" + high).expect(200);
            assertThat(page.data()).hasSize(3);
            assertThat(page.json().path("meta").path("hasMore").booleanValue()).isFalse();
            assertThat(page.json().path("meta").path("cursor").isNull()).isTrue();
        }
    }

    private List<String> pages(String query) {
        var all = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            Api.Reply page = shop.bearer()
                    .get(SESSIONS + query + (cursor == null ? "" : "&cursor=" + cursor))
                    .expect(200);
            all.addAll(ids(page));
            assertThat(page.json().path("meta").path("hasMore").booleanValue())
                    .isEqualTo(!page.json().path("meta").path("cursor").isNull());
            cursor = page.json().path("meta").path("hasMore").booleanValue() ? cursor(page) : null;
        } while (cursor != null);
        return all;
    }

    private static String cursor(Api.Reply page) {
        return page.json().path("meta").path("cursor").asString();
    }
}
