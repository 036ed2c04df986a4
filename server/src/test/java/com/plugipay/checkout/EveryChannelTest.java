package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.method.PlaceToPay;
import com.plugipay.money.Currency;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.QrPicture;
import com.plugipay.qris.Qris;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every channel of the catalogue that test mode pays by itself, over the API and over plain forms. One that is added
/// to the catalogue is tested here without a word.
class EveryChannelTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String PHONE = "0812 3456 7890";

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    static Stream<PaymentMethod> channels() {
        return MethodCatalogue.all().stream().filter(method -> method.group() != MethodGroup.OFFLINE);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void is_paid_over_the_api_and_shows_what_its_customer_holds(PaymentMethod method) {
        String session = session(method);
        Api.Reply charged = charge(session, method).expect(200);

        Api.Reply open = shop.anonymous().get("/v1/public/checkout/sessions/" + session);
        assertThat(open.data("attempt.channel")).isEqualTo(method.id());
        assertThat(open.data("attempt.state")).isEqualTo("requires_action");
        assertThat(charged.data("attemptId")).isEqualTo(open.data("attempt.id"));
        assertThat(charge(session, method).expect(200).data("attemptId")).isEqualTo(charged.data("attemptId"));
        switch (open.data("attempt.instrument.type")) {
            case "redirect" -> assertThat(charged.data("redirectUrl")).isEqualTo(open.data("attempt.instrument.url"));
            case "qr" ->
                assertThat(charged.data("instructions.qrImageUrl"))
                        .isEqualTo(open.data("attempt.instrument.imageUrl"))
                        .isEqualTo(SERVER.baseUrl() + "/v1/public/checkout/sessions/" + session + "/qr.svg");
            case "va" -> {
                assertThat(charged.data("instructions.bankAccounts.0.accountNumber"))
                        .isEqualTo(open.data("attempt.instrument.number"));
                if (method.id().equals("va_mandiri")) {
                    assertThat(charged.data("instructions.note"))
                            .contains(open.data("attempt.instrument.billerCode"))
                            .contains(open.data("attempt.instrument.billKey"));
                }
            }
            case "retail_code" -> {
                assertThat(charged.data("instructions.paymentCode")).isEqualTo(open.data("attempt.instrument.code"));
                // Published widgets show the note, and know no payment code.
                assertThat(charged.data("instructions.note")).contains(open.data("attempt.instrument.code"));
            }
            default -> {
                assertThat(method.asksForPhone()).isTrue();
                assertThat(charged.data("instructions.heading")).contains(method.label());
            }
        }
        if (charged.data("kind").equals("instructions")
                && !PlaceToPay.of(method.id()).isEmpty()) {
            assertThat(charged.data("instructions.steps.0.lines.0")).isNotBlank();
        }

        Api.Reply paid = simulate(session, "succeed").expect(200);
        assertThat(paid.data("session.status")).isEqualTo("completed");
        assertThat(paid.data("payment.channel")).isEqualTo(method.id());
        assertThat(paid.data("payment.method")).isEqualTo(method.family());
        assertThat(paid.data("payment.adapter")).isEqualTo("sandbox");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void can_end_in_every_way_that_is_simulated(PaymentMethod method) {
        for (String outcome : List.of("decline", "expire", "late", "short", "over", "duplicate")) {
            String session = session(method);
            charge(session, method).expect(200);
            Api.Reply done = simulate(session, outcome).expect(200);
            assertThat(done.data("session.status"))
                    .as(outcome)
                    .isEqualTo(
                            switch (outcome) {
                                case "expire", "late" -> "expired";
                                case "duplicate" -> "completed";
                                default -> "open";
                            });
            String reason = List.of("late", "short", "over", "duplicate").contains(outcome) ? outcome : "";
            assertThat(done.data("unappliedPayment.reason")).as(outcome).isEqualTo(reason);
            if (outcome.equals("decline")) {
                assertThat(done.data("attempt.failureCode")).isEqualTo("provider_declined");
                charge(session, method).expect(200);
                assertThat(simulate(session, "succeed").expect(200).data("session.status"))
                        .isEqualTo("completed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void is_paid_with_plain_forms(PaymentMethod method) {
        String session = session(method);
        Browser customer = new Browser(SERVER.baseUrl());
        String page = "/c/" + session + "?lang=en";
        assertThat(customer.get(page).html()).contains("value=\"" + method.id() + "\"");
        send(customer, "/c/" + session + "/charge", form(method));
        String html = customer.get(page).html();
        Matcher elsewhere =
                Pattern.compile("href=\"(/c/[^\"]*/(?:3ds|approve)/[^?\"]*)").matcher(html);
        if (elsewhere.find()) {
            send(customer, elsewhere.group(1), Map.of("result", "fail"));
            assertThat(customer.get(page).html()).contains("notice-danger").contains("value=\"" + method.id() + "\"");
            send(customer, "/c/" + session + "/charge", form(method));
            Matcher again = Pattern.compile("href=\"(/c/[^\"]*/(?:3ds|approve)/[^?\"]*)")
                    .matcher(customer.get(page).html());
            assertThat(again.find()).isTrue();
            assertThat(customer.get(again.group(1) + "?lang=en").html()).contains("Simulated");
            send(customer, again.group(1), Map.of("result", "complete"));
        } else {
            send(customer, "/c/" + session + "/simulate", Map.of("outcome", "succeed"));
        }
        assertThat(customer.get(page).html()).contains("Payment received");
        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo("completed");
    }

    @Test
    void the_page_travels_compressed_to_those_who_take_it() throws IOException {
        String path = "/c/" + session(MethodCatalogue.find("qris").orElseThrow());
        Api.Reply plain = shop.anonymous().get(path).expect(200);
        Api.Reply packed = shop.anonymous()
                .send("GET", path, null, Map.of("Accept-Encoding", "gzip, br"))
                .expect(200);
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.bytes().length).isLessThan(plain.bytes().length / 2);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.bytes()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("value=\"qris\"", "</html>");
        }
    }

    @Test
    void another_method_voids_the_old_one_first() {
        String session = shop.openSession();
        String before = "";
        for (PaymentMethod method : channels()
                .filter(one -> one.currencies().contains(Currency.IDR))
                .toList()
                .subList(0, 5)) {
            String made = charge(session, method).expect(200).data("attemptId");
            assertThat(made).isNotEqualTo(before);
            assertThat(SQL.texts("select state from payment_attempt where session_id = ? and id <> ?", session, made))
                    .allMatch(state -> state.equals("voided"));
            before = made;
        }
    }

    @Test
    void a_qris_is_readable_and_its_picture_is_gone_when_it_is_no_longer_good() throws IOException, NotQris {
        PaymentMethod qris = MethodCatalogue.find("qris").orElseThrow();
        String session = session(qris);
        charge(session, qris).expect(200);
        Api.Reply open = shop.anonymous().get("/v1/public/checkout/sessions/" + session);
        String payload = open.data("attempt.instrument.payload");
        assertThat(amountOf(payload)).isEqualTo(150_000);
        String svg = open.data("attempt.instrument.imageUrl")
                .substring(SERVER.baseUrl().length());
        assertThat(shop.anonymous().get(svg).expect(200).text()).isEqualTo(QrPicture.svg(payload));
        String picture = "/c/" + session + "/qr.png";
        Api.Reply png = shop.anonymous().get(picture).expect(200);
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(png.bytes()));
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(720);
        assertThat(image.getRGB(3, 3) & 0xFFFFFF).as("the quiet zone").isEqualTo(0xFFFFFF);
        simulate(session, "succeed").expect(200);
        assertThat(shop.anonymous().get(picture).status()).isEqualTo(404);
        assertThat(shop.anonymous().get(svg).status()).isEqualTo(404);
    }

    private static long amountOf(String payload) throws NotQris {
        return Objects.requireNonNull(Qris.read(payload).amount()).minor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovo", "jeniuspay"})
    void a_wallet_that_asks_on_the_phone_needs_its_number(String id) {
        PaymentMethod wallet = MethodCatalogue.find(id).orElseThrow();
        String session = session(wallet);
        String path = "/v1/public/checkout/sessions/" + session + "/charge";
        Api.Reply missing =
                shop.anonymous().post(path, "{\"method\":\"" + id + "\"}").expect(200);
        assertThat(missing.data("kind")).isEqualTo("redirect");
        assertThat(missing.data("redirectUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + session + "?method=" + id);
        Api.Reply wrong = shop.anonymous()
                .post(path, "{\"method\":\"" + id + "\",\"phone\":\"021 555 0000\"}")
                .refused(400, "validation_error");
        assertThat(wrong.text()).contains("\"phone\"").contains("Indonesian mobile number");

        Browser customer = new Browser(SERVER.baseUrl());
        String form = "/c/" + session + "/charge";
        assertThat(send(customer, form, Map.of("method", id)).html()).contains("Enter your mobile number");
        assertThat(send(customer, form, Map.of("method", id, "phone-" + id, "021555"))
                        .html())
                .contains("This is not an Indonesian mobile number")
                .contains("value=\"021555\"");
        send(customer, form, Map.of("method", id, "phone-" + id, "081234567890"));
        assertThat(customer.get("/c/" + session + "?lang=en").html())
                .contains("0812••••890")
                .doesNotContain("081234567890")
                .doesNotContain("81234567890");
    }

    @ParameterizedTest
    @CsvSource({
        "ovo, 55",
        "dana, 1800",
        "linkaja, 1800",
        "astrapay, 900",
        "jeniuspay, 600",
        "qris, 86400",
        "va_bca, 86400"
    })
    void an_instrument_lives_as_long_as_its_channel_lets_it(String id, long seconds) {
        PaymentMethod method = MethodCatalogue.find(id).orElseThrow();
        String session = session(method);
        charge(session, method).expect(200);
        Api.Reply open = shop.anonymous().get("/v1/public/checkout/sessions/" + session);
        var life = Duration.between(
                Instant.parse(open.data("attempt.createdAt")),
                Instant.parse(
                        open.data("attempt.instrument.expiresAt").isEmpty()
                                ? open.data("attempt.expiresAt")
                                : open.data("attempt.instrument.expiresAt")));
        assertThat(life.toSeconds()).isBetween(seconds - 5, seconds);
    }

    @Test
    void what_is_no_longer_good_is_voided_told_and_made_anew() {
        PaymentMethod dana = MethodCatalogue.find("dana").orElseThrow();
        String session = session(dana);
        String first = charge(session, dana).expect(200).data("attemptId");
        lapse(first);

        Api.Reply open = shop.anonymous().get("/v1/public/checkout/sessions/" + session);
        assertThat(open.data("attempt")).isEmpty();
        Browser customer = new Browser(SERVER.baseUrl());
        assertThat(customer.get("/c/" + session + "?lang=en").html())
                .contains("The time for this way to pay is over")
                .contains("name=\"method\" value=\"dana\"");
        assertThat(customer.get("/c/" + session + "/approve/" + first).status()).isEqualTo(303);

        String second = charge(session, dana).expect(200).data("attemptId");
        assertThat(second).isNotEqualTo(first);
        assertThat(SQL.texts("select state from payment_attempt where id = ?", first))
                .containsExactly("voided");
        assertThat(simulate(session, "succeed").expect(200).data("attempt.id")).isEqualTo(second);
    }

    @Test
    void the_sweep_voids_what_nobody_comes_back_for() {
        PaymentMethod ovo = MethodCatalogue.find("ovo").orElseThrow();
        String session = session(ovo);
        String attempt = charge(session, ovo).expect(200).data("attemptId");
        lapse(attempt);

        SERVER.running().sweep("look-at-attempts");

        assertThat(SQL.texts("select state from payment_attempt where id = ? and next_check_at is null", attempt))
                .containsExactly("voided");
    }

    private String session(PaymentMethod method) {
        boolean rupiah = method.currencies().contains(Currency.IDR);
        return shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":" + (rupiah ? 150_000 : 1_500) + ",\"currency\":\"" + (rupiah ? "IDR" : "USD")
                                + "\",\"methods\":[\"" + method.id() + "\"]}")
                .expect(201)
                .data("id");
    }

    private Api.Reply charge(String session, PaymentMethod method) {
        return shop.anonymous()
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"" + method.id() + "\""
                                + (method.asksForPhone() ? ",\"phone\":\"" + PHONE + "\"" : "")
                                + (method.id().equals("card") ? ",\"testCard\":\"three_d_secure\"" : "") + "}");
    }

    /// Its time is over, as if it had been short.
    private static void lapse(String attempt) {
        SQL.update(
                "update payment_attempt set expires_at = created_at, next_check_at = created_at where id = ?", attempt);
    }

    private static Browser.Page send(Browser customer, String path, Map<String, String> form) {
        return customer.post(path + "?lang=en", form, Map.of("Origin", "null"));
    }

    private static Map<String, String> form(PaymentMethod method) {
        // The page's one form sends the fields of every method.
        var form = new HashMap<>(Map.of("method", method.id(), "testCard", "three_d_secure", "phone-other", "x"));
        if (method.asksForPhone()) {
            form.put("phone-" + method.id(), "081234567890");
        }
        return form;
    }

    private Api.Reply simulate(String session, String outcome) {
        return shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"" + outcome + "\"}");
    }
}
