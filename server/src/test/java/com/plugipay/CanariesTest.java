package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.workspace.TestPeople;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// S1: secrets are sent wherever somebody could send them, rightly and by mistake, and then looked for wherever they
/// could have stayed: the logs of the server and of its database, every row of every table (events, mail and kept
/// answers among them), and all that was answered.
class CanariesTest {
    private static final String CARD = "4929123456781234";
    private static final String ACCOUNT = "7719283746501";
    private static final String WRONG_PASSWORD = "almost the right horse";
    private static final String MISTAKEN_KEY = "pk_live_" + "C".repeat(43);
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    static {
        System.setOut(new PrintStream(new Tee(OUT), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(ERR), true, StandardCharsets.UTF_8));
    }

    private static final TestServer SERVER = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final Shop stranger = SERVER.newShop();
    private final List<String> answers = new ArrayList<>();
    private final Map<String, String> canaries = new LinkedHashMap<>();

    @AfterAll
    static void stop() {
        SERVER.running().close();
        System.setOut(OUT);
        System.setErr(ERR);
    }

    @Test
    void s1_what_is_secret_stays_nowhere() throws IOException {
        String session = shop.openSession();
        signsIn();
        sendsACardNumber(session);
        usesKeys(session);
        refundsToAnAccount(session);
        fails();

        canaries.put("a card number", CARD);
        canaries.put("a customer's account", ACCOUNT);
        canaries.put("a wrong password", WRONG_PASSWORD);
        canaries.put("a password", TestPeople.PASSWORD);
        canaries.put("somebody else's key", MISTAKEN_KEY);
        canaries.put("the secret of a signing key", shop.hmac().secret());
        canaries.put("a bearer key", shop.bearer().secret());
        canaries.put("a live key", shop.live().secret());
        String log = LOG.toString(StandardCharsets.UTF_8);
        String postgres = Files.readString(SERVER.data().resolve("postgres.log"));
        String dump = dump();
        assertThat(log).as("the log is read").contains("failed");
        assertThat(postgres).as("the database's log is read").contains("ready to accept connections");
        assertThat(dump).as("every table is read").contains(session, "Ibu Sari", hex("{\"data\":{\"id\":\"" + session));
        canaries.forEach((what, canary) -> {
            isNowhere(what, canary, "the server's log", log);
            isNowhere(what, canary, "the database's log", postgres);
            isNowhere(what, canary, "the database", dump);
            for (String answer : answers) {
                isNowhere(what, canary, "an answer", answer);
            }
        });
    }

    private void signsIn() {
        String email = TestPeople.newEmail();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        canaries.put("the cookie of a session", String.valueOf(owner.cookie("plugipay_session")));
        String setup = TestPeople.setupPath(SERVER, shop);
        canaries.put("the token of a set-up link", setup.substring(setup.indexOf('=') + 1));
        keep(owner.get("/dashboard/" + shop.slug() + "/test/home").html());
        var other = new Browser(SERVER.baseUrl());
        Browser.Page form = other.get("/login");
        keep(other.submit(form, "/login", Map.of("email", email, "password", WRONG_PASSWORD))
                .expect(401)
                .html());
        // Typed into the wrong field, as it happens.
        keep(other.submit(form, "/login", Map.of("email", "nobody@shop.test", "password", TestPeople.PASSWORD))
                .expect(401)
                .html());
        Browser.Page in = other.submit(form, "/login", Map.of("email", email, "password", TestPeople.PASSWORD))
                .expect(303);
        keep(in.html() + in.location());
        canaries.put("the cookie of another session", String.valueOf(other.cookie("plugipay_session")));
    }

    private void sendsACardNumber(String session) {
        String charge = "/v1/public/checkout/sessions/" + session + "/charge";
        Api anyone = shop.anonymous();
        String spaced = CARD.replaceAll("(.{4})(?!$)", "$1 ");
        canaries.put("a card number with spaces", spaced);
        for (String body : List.of(
                "{\"method\":\"card\",\"testCard\":\"" + CARD + "\"}",
                "{\"method\":\"card\",\"testCard\":\"" + spaced + "\"}",
                "{\"method\":\"card\",\"testCard\":" + CARD + "}",
                "{\"method\":\"" + CARD + "\"}",
                "{\"method\":\"card\",\"cardNumber\":\"" + CARD + "\"}",
                "{\"method\":\"card\",\"card\":{\"number\":\"" + CARD + "\",\"cvc\":\"123\"}}",
                "{\"" + CARD + "\":\"card\"}",
                "{\"method\":\"card\",\"testCard\":\"" + CARD,
                CARD)) {
            refused(anyone.post(charge, body, "c-" + answers.size()));
            refused(anyone.send("POST", "/v1/checkout-sessions", body, Map.of("Authorization", bearer(shop.bearer()))));
        }
        refused(anyone.get("/v1/checkout-sessions?card=" + CARD));
        refused(shop.bearer().get("/v1/checkout-sessions?card=" + CARD));
        for (String field : List.of("testCard", "method", "cardNumber")) {
            byte[] form = (field + "=" + CARD + "&method=card").getBytes(StandardCharsets.UTF_8);
            refused(anyone.exchange("POST", "/c/" + session + "/charge", form, Map.of("Content-Type", FORM)));
        }
    }

    private void usesKeys(String session) {
        shop.hmac()
                .post("/v1/customers", "{\"name\":\"Ibu Sari\",\"email\":\"sari@contoh.id\"}", "k-1")
                .expect(201);
        keep(shop.live().get("/v1/checkout-sessions").expect(200).text());
        refused(shop.anonymous().send("GET", "/v1/payments", null, Map.of("Authorization", "Bearer " + MISTAKEN_KEY)));
        refused(shop.anonymous().send("GET", "/v1/payments", null, Map.of("Authorization", MISTAKEN_KEY)));
        refused(shop.anonymous().get("/v1/payments?key=" + shop.bearer().secret()));
        refused(shop.bearer().get("/v1/payments?key=" + shop.bearer().secret()));
        refused(stranger.bearer().get("/v1/checkout-sessions/" + session));
        refused(shop.anonymous()
                .send(
                        "GET",
                        "/v1/payments",
                        null,
                        Map.of(
                                "Authorization",
                                "Plugipay-HMAC-SHA256 keyId=x, secret="
                                        + shop.hmac().secret())));
    }

    /// With a receipt by mail, and the events and the audit entries of both.
    private void refundsToAnAccount(String session) {
        String customer = shop.bearer().get("/v1/customers").expect(200).data("0.id");
        String paid = shop.bearer()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"customerId\":\"" + customer + "\"}",
                        "k-2")
                .expect(201)
                .data("id");
        shop.pay(paid, "success").expect(200);
        shop.hmac()
                .post("/v1/checkout-sessions/" + session + "/cancel", "{}", "k-3")
                .expect(200);
        String payment = shop.bearer().get("/v1/payments").expect(200).data("0.id");
        shop.hmac()
                .post(
                        "/v1/refunds",
                        "{\"paymentId\":\"" + payment + "\",\"via\":\"manual\",\"destination\":{\"bankName\":\"BCA\","
                                + "\"accountNumber\":\"" + ACCOUNT + "\",\"accountHolder\":\"Sari\"}}",
                        "k-4")
                .expect(201);
        assertThat(SQL.number("select count(*) from mail")).isPositive();
        for (String path : List.of("/v1/events", "/v1/audit-log", "/v1/ledger", "/v1/payments", "/v1/adapters")) {
            keep(shop.bearer().get(path).expect(200).text());
        }
    }

    /// A request that carries them and breaks inside the server.
    private void fails() {
        SQL.update("alter table customer rename to customer_away");
        try {
            Api.Reply broken = shop.bearer()
                    .post(
                            "/v1/customers?card=" + CARD,
                            "{\"name\":\"Ibu Sari\",\"taxId\":\"" + CARD.substring(0, 6) + "\"}",
                            "k-5");
            keep(broken.text());
            Api.Reply failed = shop.bearer().get("/v1/customers");
            assertThat(failed.status()).as(failed.text()).isGreaterThanOrEqualTo(500);
            keep(failed.text());
        } finally {
            SQL.update("alter table customer_away rename to customer");
        }
    }

    private void refused(Api.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
        keep(reply.text());
    }

    private void keep(String answer) {
        answers.add(answer);
    }

    private static String bearer(Api api) {
        return "Bearer " + api.secret();
    }

    /// As it is, and as a column of bytes or a header would show it.
    private static void isNowhere(String what, String canary, String where, String text) {
        assertThat(canary).as(what).hasSizeGreaterThan(9);
        byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(
                canary, hex(canary), Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
            int at = text.indexOf(form);
            assertThat(at)
                    .as("%s in %s, after: %s", what, where, text.substring(Math.max(0, at - 200), Math.max(0, at)))
                    .isNegative();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String dump() {
        var dump = new StringBuilder();
        for (String table : SQL.texts(
                "select relname from pg_class where relkind = 'r'" + " and relnamespace = 'public'::regnamespace")) {
            for (String row : SQL.texts("select t::text from " + table + " t")) {
                dump.append(table).append(' ').append(row).append('\n');
            }
        }
        return dump.toString();
    }

    /// What the console shows, and a copy.
    private static final class Tee extends OutputStream {
        private final OutputStream shown;

        Tee(OutputStream shown) {
            this.shown = shown;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            LOG.write(bytes, from, count);
            shown.write(bytes, from, count);
        }
    }
}
