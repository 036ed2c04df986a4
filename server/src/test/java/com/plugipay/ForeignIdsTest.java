package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.workspace.TestPeople;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// T1 and M13: an id of another workspace, or of the other mode, names nothing. Every route of the running server that
/// takes an id is asked with one; a route that this test knows no object for fails it.
class ForeignIdsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String PAGES = "/dashboard/{slug}/{mode}/";

    /// For whoever holds the link: these know no workspace of the caller that an id could be foreign to.
    private static final List<String> LINKS = List.of("/v1/public/", "/v1/files/", "/c/", "/static/");

    private final Shop shop = SERVER.newShop();
    private final Shop stranger = SERVER.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(SERVER, shop, email);
    private final Browser strangersOwner = TestPeople.owner(SERVER, stranger);
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final String before;

    ForeignIdsTest() {
        fill();
        before = everything();
    }

    @AfterEach
    void nothing_has_changed() {
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void m13_with_a_key_of_the_other_mode_no_route_knows_them() {
        asksEveryRoute(shop.live());
    }

    @Test
    void t1_with_a_key_of_another_workspace_no_route_knows_them() {
        asksEveryRoute(stranger.bearer());
        asksEveryRoute(stranger.hmac());
        asksEveryRoute(stranger.live());
    }

    @Test
    void m13_t1_no_list_shows_them_however_it_is_narrowed() {
        List<Route> lists = routes().filter(route -> route.method() == RequestMethod.GET)
                .filter(route ->
                        route.pattern().startsWith("/v1/") && !route.pattern().contains("{"))
                .toList();
        assertThat(lists).hasSizeGreaterThanOrEqualTo(8);
        for (Api api : List.of(shop.live(), stranger.bearer(), stranger.live())) {
            for (Route list : lists) {
                showsNone(api, list.pattern());
            }
            showsNone(api, "/v1/checkout-sessions?customerId=" + id("customers"));
            showsNone(api, "/v1/payments?checkoutSessionId=" + id("checkout-sessions"));
            showsNone(api, "/v1/payments?q=" + id("payments"));
            showsNone(api, "/v1/refunds?paymentId=" + id("payments"));
            showsNone(api, "/v1/unapplied-payments?status=open");
            showsNone(api, "/v1/events?aggregateId=" + id("payments"));
            showsNone(api, "/v1/audit-log?targetId=" + id("refunds"));
            showsNone(api, "/v1/ledger?sourceId=" + id("checkout-sessions"));
        }
    }

    @Test
    void m13_t1_no_body_may_name_them() {
        String own = stranger.openSession();
        stranger.hmac().post("/v1/checkout-sessions/" + own + "/cancel", "{}").expect(200);
        String money = late(stranger, own);
        refuses(stranger.bearer(), "/v1/unapplied-payments/" + money + "/apply", "sessionId", id("checkout-sessions"));
        for (Api api : List.of(shop.live(), stranger.bearer())) {
            refuses(api, "/v1/refunds", "paymentId", id("payments"));
            refuses(api, "/v1/refunds", "chargeId", id("payments"));
            String order = "\"amount\":150000,\"currency\":\"IDR\",\"customerId\":\"";
            api.post("/v1/checkout-sessions", "{" + order + id("customers") + "\"}")
                    .refused(400, "validation_error");
        }
    }

    @Test
    void m13_t1_no_page_of_the_dashboard_shows_them_or_acts_on_them() {
        asksEveryPage(owner, shop.slug(), "live");
        asksEveryPage(strangersOwner, stranger.slug(), "test");
        asksEveryPage(strangersOwner, stranger.slug(), "live");
        asksEveryPage(strangersOwner, shop.slug(), "test");
    }

    private record Route(RequestMethod method, String pattern) {
        boolean takesId() {
            return pattern.contains("{id}");
        }

        /// What the id names, in the words of the path.
        String of() {
            return pattern.replaceAll("^.*/([^/{]+)/\\{id}.*$", "$1");
        }
    }

    private static Stream<Route> routes() {
        return SERVER.running().part(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(ForeignIdsTest::routes)
                .filter(route -> LINKS.stream().noneMatch(route.pattern()::startsWith))
                .distinct();
    }

    private static Stream<Route> routes(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream()
                        .filter(pattern -> !pattern.startsWith("/api/"))
                        .map(pattern -> new Route(method, pattern)));
    }

    private void asksEveryRoute(Api api) {
        List<Route> asked = routes().filter(route -> route.pattern().startsWith("/v1/") && route.takesId())
                .toList();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(18);
        for (Route route : asked) {
            Api.Reply reply = api.send(
                    route.method().name(),
                    route.pattern().replace("{id}", id(route.of())),
                    route.method() == RequestMethod.GET || route.method() == RequestMethod.DELETE ? null : body(route),
                    Map.of());
            if (reply.status() == 403 && route.pattern().startsWith("/v1/test/")) {
                reply.refused(403, "test_mode_only");
                continue;
            }
            assertThat(reply.status()).as("%s: %s", route, reply.text()).isEqualTo(404);
            assertThat(reply.errorCode()).as("%s", route).isEqualTo("not_found");
        }
    }

    private String body(Route route) {
        if (route.method() == RequestMethod.PATCH) {
            return "{\"name\":\"Orang lain\"}";
        }
        if (route.pattern().endsWith("/simulate")) {
            return "{\"outcome\":\"succeed\"}";
        }
        return route.pattern().endsWith("/apply") ? "{\"sessionId\":\"" + id("checkout-sessions") + "\"}" : "{}";
    }

    private void asksEveryPage(Browser person, String slug, String mode) {
        List<Route> asked = routes().filter(route -> route.pattern().startsWith(PAGES) && route.takesId())
                .toList();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(18);
        boolean own = slug.equals(person == owner ? shop.slug() : stranger.slug());
        String home = "/dashboard/" + (own ? slug : stranger.slug()) + "/test/home";
        Browser.Page form = person.get(home).expect(200);
        for (Route route : asked) {
            String path = route.pattern()
                    .replace("{slug}", slug)
                    .replace("{mode}", mode)
                    .replace("{id}", id(route.of()))
                    .replace("{attempt}", id("attempts"));
            Browser.Page page = route.method() == RequestMethod.GET
                    ? person.get(path)
                    : person.submit(
                            form,
                            path,
                            Map.of("session", id("checkout-sessions"), "amount", "1", "outcome", "succeed"));
            assertThat(page.status()).as("%s %s", route, path).isEqualTo(404);
        }
    }

    private void showsNone(Api api, String path) {
        Api.Reply reply = api.get(path);
        if (path.startsWith("/v1/test/") && reply.status() == 403) {
            reply.refused(403, "test_mode_only");
            return;
        }
        assertThat(reply.status()).as(path).isEqualTo(200);
        for (String id : ids.values()) {
            assertThat(reply.text().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                    .as(path)
                    .doesNotContain(id);
        }
    }

    private static void refuses(Api api, String path, String field, String id) {
        Api.Reply reply = api.post(path, "{\"" + field + "\":\"" + id + "\"}");
        assertThat(reply.status()).as("%s %s: %s", path, field, reply.text()).isIn(400, 404);
    }

    private String id(String kind) {
        assertThat(ids).as("an object for the routes of %s", kind).containsKey(kind);
        return ids.getOrDefault(kind, "");
    }

    /// One of each thing that a path can name.
    private void fill() {
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"Ibu Sari\",\"email\":\"sari@contoh.id\"}")
                .expect(201)
                .data("id");
        String paid = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"customerId\":\"" + customer + "\"}")
                .expect(201)
                .data("id");
        shop.pay(paid, "success").expect(200);
        String payment = one("select id from payment where workspace_id = ?");
        ids.put("customers", customer);
        ids.put("payments", payment);
        ids.put(
                "refunds",
                shop.hmac()
                        .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":50000}")
                        .expect(201)
                        .data("id"));
        ids.put("events", one("select id from event where workspace_id = ? order by id limit 1"));
        ids.put("mail", one("select id from mail where workspace_id = ? limit 1"));
        String ended = shop.openSession();
        shop.hmac().post("/v1/checkout-sessions/" + ended + "/cancel", "{}").expect(200);
        ids.put("unapplied-payments", late(shop, ended));
        String open = shop.openSession();
        ids.put("attempts", shop.pay(open, "three_d_secure").expect(200).data("attemptId"));
        ids.put("checkout-sessions", open);
    }

    private static String late(Shop of, String session) {
        return of.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"late\"}")
                .expect(200)
                .data("unappliedPayment.id");
    }

    private String one(String sql) {
        return SQL.texts(sql, shop.workspace().text()).getFirst();
    }

    /// Every object of the shop as it stands.
    private String everything() {
        var rows = new ArrayList<String>();
        for (String table : List.of(
                "customer",
                "checkout_session",
                "payment_attempt",
                "payment",
                "refund",
                "unapplied_payment",
                "event",
                "ledger_tx")) {
            rows.addAll(SQL.texts(
                    "select '" + table + " ' || t::text from " + table + " t where workspace_id = ? order by 1",
                    shop.workspace().text()));
        }
        return String.join("\n", rows);
    }
}
