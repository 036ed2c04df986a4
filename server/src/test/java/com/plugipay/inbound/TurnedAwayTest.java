package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Eventually;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseLogin;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Message;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Calls that are not taken in: a stranger's cost next to nothing, the provider's are limited shop by shop, and a
/// merchant sees both.
class TurnedAwayTest {
    /// A twentieth: 3 callbacks a second to a shop, 15 from an address, and twice that at once.
    private static final TestServer LIMITED = TestServer.quiet(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0.05",
            "PLUGIPAY_TRUSTED_PROXIES",
            "127.0.0.1",
            "PLUGIPAY_XENDIT_URL",
            Rail.PROVIDERS.xendit().url().toString(),
            "PLUGIPAY_ALLOW_PROVIDER_SANDBOXES",
            "true"));

    private static final Sql SQL = Sql.of(LIMITED);

    @AfterAll
    static void stop() {
        LIMITED.running().close();
    }

    private static Shop limitedShop() {
        Shop shop = LIMITED.newShop();
        Rail.XENDIT.connect(shop);
        return shop;
    }

    /// About nothing of ours, and genuine.
    private static Message genuine(Shop shop) {
        return Rail.XENDIT.says(new Waiting(shop, "cs", "att_01ARZ3NDEKTSV4RRFFQ69G5FAV"), Claim.PAID);
    }

    private static Message from(String address, Message message) {
        return message.with("X-Forwarded-For", address);
    }

    @Test
    void a_call_that_is_refused_writes_nothing_and_is_counted_within_seconds() throws Exception {
        Shop shop = Rail.XENDIT.shop();
        Message forged = genuine(shop).with("x-callback-token", "a-guess");
        DatabaseLogin login = Rail.SERVER.running().access().owner();
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table provider_refusal in exclusive mode");
            var answers = CompletableFuture.supplyAsync(() ->
                    Together.times(30, () -> Rail.XENDIT.send(shop, forged).status()));
            assertThat(answers.completeOnTimeout(List.of(), 20, TimeUnit.SECONDS)
                            .get())
                    .as("answered while nobody can write")
                    .hasSize(30)
                    .containsOnly(401);
            connection.rollback();
        }
        assertThat(Eventually.that(() -> refused(Rail.SQL, shop), "30"::equals)).isEqualTo("30");
        Rail.XENDIT.send(shop, forged).expect(401);
        assertThat(Eventually.that(() -> refused(Rail.SQL, shop), "31"::equals)).isEqualTo("31");
    }

    private static String refused(Sql sql, Shop shop) {
        return sql.texts(
                        "select coalesce(sum(refused), 0)::text from provider_refusal where workspace_id = ?",
                        shop.workspace().text())
                .getFirst();
    }

    /// The database, reached at the second try.
    private static final class AwayAtFirst extends AbstractDataSource {
        private final AtomicBoolean tried = new AtomicBoolean();

        @Override
        public Connection getConnection() throws SQLException {
            if (!tried.getAndSet(true)) {
                throw new SQLException("as if it were away");
            }
            DatabaseLogin app = Rail.SERVER.running().access().app();
            return DriverManager.getConnection(app.jdbcUrl(), app.user(), app.password());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @Test
    void what_was_counted_is_written_when_the_server_stops_and_kept_while_the_database_is_away() {
        Shop shop = Rail.XENDIT.shop();
        var line = new CallbackLine(new Scope(shop.workspace(), Mode.LIVE), "xendit");
        var away = new TurnedAway(new Database(new AwayAtFirst()), new TurnedAwayStore());
        for (int i = 0; i < 7; i++) {
            away.refused(line, Rail.SERVER.now());
        }
        away.putOff(line, Rail.SERVER.now());
        away.write();
        assertThat(refused(Rail.SQL, shop)).as("not yet").isEqualTo("0");
        away.close();
        assertThat(Rail.SQL.texts(
                        "select refused || ' ' || put_off from provider_refusal where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly("7 1");
    }

    @Test
    void when_one_was_refused_last_is_not_when_one_was_put_off_last() {
        Shop shop = Rail.XENDIT.shop();
        var scope = new Scope(shop.workspace(), Mode.LIVE);
        var line = new CallbackLine(scope, "xendit");
        Instant day = Rail.SERVER.now().truncatedTo(ChronoUnit.DAYS);
        Database database = Rail.SERVER.running().part(Database.class);
        var turnedAway = new TurnedAway(database, new TurnedAwayStore());
        turnedAway.refused(line, day);
        turnedAway.putOff(line, day.plusSeconds(60));
        turnedAway.write();
        assertThat(heard(scope, day)).isEqualTo(new ProviderEventStore.Heard(null, 1, day, 1, day.plusSeconds(60)));
        turnedAway.refused(line, day.plusSeconds(90));
        turnedAway.write();
        turnedAway.putOff(line, day.plusSeconds(30));
        turnedAway.close();
        assertThat(heard(scope, day))
                .isEqualTo(new ProviderEventStore.Heard(null, 2, day.plusSeconds(90), 2, day.plusSeconds(60)));
        Shop other = Rail.XENDIT.shop();
        var others = new Scope(other.workspace(), Mode.LIVE);
        var once = new TurnedAway(database, new TurnedAwayStore());
        once.putOff(new CallbackLine(others, "xendit"), day);
        once.close();
        assertThat(heard(others, day)).isEqualTo(new ProviderEventStore.Heard(null, 0, null, 1, day));
    }

    private static ProviderEventStore.@Nullable Heard heard(Scope scope, Instant day) {
        return Rail.SERVER
                .running()
                .part(Database.class)
                .read(scope, tx -> new ProviderEventStore().heard(tx, scope, day.minusSeconds(1)))
                .get("xendit");
    }

    @Test
    void a_shop_that_gets_too_many_calls_puts_them_off_and_no_other_shops() {
        Shop busy = limitedShop();
        Shop quiet = limitedShop();
        List<Api.Reply> replies = Together.times(20, () -> Rail.XENDIT.send(busy, from("203.0.113.1", genuine(busy))));
        List<Api.Reply> putOff =
                replies.stream().filter(reply -> reply.status() == 429).toList();
        assertThat(putOff).as("put off").isNotEmpty();
        assertThat(replies).anyMatch(reply -> reply.status() == 200);
        for (Api.Reply reply : putOff) {
            reply.refused(429, "rate_limited");
            assertThat(Long.parseLong(String.valueOf(reply.header("Retry-After"))))
                    .isPositive();
            assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("3");
            assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("0");
        }
        Rail.XENDIT.send(quiet, from("203.0.113.1", genuine(quiet))).expect(200);
        assertThat(SQL.texts(
                        "select sum(copies)::text from provider_event where workspace_id = ?",
                        busy.workspace().text()))
                .as("only what was answered with 200 is stored")
                .containsExactly(String.valueOf(replies.size() - putOff.size()));
        Browser owner = TestPeople.owner(LIMITED, busy);
        String providers = "/dashboard/" + busy.slug() + "/live/settings/providers";
        assertThat(Eventually.that(() -> owner.get(providers + "?lang=en").html(), html -> html.contains("put off")))
                .contains("Calls put off", putOff.size() + " in the last 30 days", "it repeats its calls")
                .doesNotContain("Refused calls");
        assertThat(Eventually.that(() -> owner.get(providers + "?lang=id").html(), html -> html.contains("ditunda")))
                .contains("Panggilan yang ditunda", putOff.size() + " dalam 30 hari terakhir");
    }

    @Test
    void strangers_cannot_use_up_the_share_of_a_shop() {
        Shop shop = limitedShop();
        Message forged = genuine(shop).with("x-callback-token", "a-guess");
        List<Api.Reply> replies = Together.times(25, () -> Rail.XENDIT.send(shop, from("203.0.113.66", forged)));
        assertThat(replies).extracting(Api.Reply::status).containsOnly(401);
        for (int i = 0; i < 3; i++) {
            assertThat(Rail.XENDIT
                            .send(shop, from("203.0.113.2", genuine(shop)))
                            .status())
                    .as("the provider still gets through")
                    .isEqualTo(200);
        }
        // And no address may call for ever.
        replies = Together.times(60, () -> Rail.XENDIT.send(shop, from("203.0.113.66", forged)));
        assertThat(replies).extracting(Api.Reply::status).contains(429);
    }
}
