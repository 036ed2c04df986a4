package com.plugipay.provider.midtrans;

import static com.plugipay.provider.midtrans.MidtransTestbed.named;
import static com.plugipay.provider.midtrans.MidtransTestbed.paid;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.scope.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The adapter against a server that speaks like Midtrans.
class MidtransProviderTest implements PaymentProviderContract {
    private static final MidtransServer SERVER = MidtransServer.start(0);

    private final MidtransProvider midtrans = MidtransTestbed.provider(SERVER.url());
    private final Map<String, String> references = new HashMap<>();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void behave() {
        SERVER.knobs().reset();
    }

    @Override
    public PaymentProvider provider() {
        return midtrans;
    }

    @Override
    public Mode mode() {
        return Mode.LIVE;
    }

    @Override
    public Connection connection() {
        return MidtransTestbed.connection(MidtransServer.SERVER_KEY);
    }

    @Override
    public String method() {
        return "gopay";
    }

    @Override
    public String thatSucceeds() {
        return "pays";
    }

    @Override
    public String thatIsDeclined() {
        return "is_declined";
    }

    @Override
    public String thatNeedsAnAction() {
        return "waits";
    }

    @Override
    public Outcome charged(ChargeRequest request) {
        Outcome told = midtrans.charge(connection(), request);
        if (told instanceof Outcome.ActionNeeded needed) {
            references.put(request.key(), needed.reference());
        }
        switch (String.valueOf(request.testCard())) {
            case "pays" -> once(() -> SERVER.pay(request.key()));
            case "is_declined" -> once(() -> SERVER.till().decline(request.key()));
            default -> {
                return told;
            }
        }
        return midtrans.collect(connection(), known(request));
    }

    @Override
    public ChargeRequest acted(ChargeRequest request, ActionResult result) {
        charged(request);
        once(() -> {
            if (result == ActionResult.PASSED) {
                SERVER.pay(request.key());
            } else {
                SERVER.till().decline(request.key());
            }
        });
        return known(request);
    }

    @Override
    public ChargeRequest known(ChargeRequest request) {
        String reference = references.get(request.key());
        return reference == null ? request : named(request, reference);
    }

    @Override
    public String refundable() {
        return paid(SERVER, midtrans, "gopay").reference();
    }

    /// A second time it has been done already.
    private static void once(Runnable act) {
        try {
            act.run();
        } catch (Till.Impossible done) {
            assertThat(done).hasMessageContaining("it is");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qris, Qr",
        "gopay, Redirect",
        "ovo, Push",
        "dana, Redirect",
        "shopeepay, Redirect",
        "va_bca, VirtualAccount",
        "va_bni, VirtualAccount",
        "va_bri, VirtualAccount",
        "va_mandiri, VirtualAccount",
        "va_permata, VirtualAccount",
        "va_cimb, VirtualAccount",
        "va_bsi, VirtualAccount",
        "va_danamon, VirtualAccount",
        "va_seabank, VirtualAccount",
        "alfamart, RetailCode",
        "indomaret, RetailCode",
        "klikpay_bca, Redirect",
        "akulaku, Redirect",
        "kredivo, Redirect",
        "card, Redirect",
    })
    void every_method_gives_its_instrument_and_is_paid(String method, String instrument)
            throws IOException, InterruptedException {
        ChargeRequest request = MidtransTestbed.request(method, 24_145);
        Outcome told = midtrans.charge(connection(), request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        Instrument held = ((Outcome.ActionNeeded) told).instrument();
        assertThat(held.getClass().getSimpleName()).isEqualTo(instrument);
        if (held instanceof Instrument.VirtualAccount account) {
            assertThat(account.number()).matches("[0-9]{11,18}");
            assertThat(account.billKey() != null).isEqualTo(method.equals("va_mandiri"));
        }
        ChargeRequest known = MidtransTestbed.known(request, told);
        assertThat(midtrans.query(connection(), known))
                .as("still waiting: no other instrument, and no news where the status does not repeat it")
                .satisfiesAnyOf(
                        again -> assertThat(again).isEqualTo(told),
                        again -> assertThat(again).isInstanceOf(Outcome.Unknown.class));

        if (held instanceof Instrument.Redirect(String url) && method.equals("card")) {
            choose(url, "approve");
        } else {
            SERVER.pay(request.key());
        }
        assertThat(midtrans.query(connection(), known)).isInstanceOfSatisfying(Outcome.Captured.class, captured -> {
            assertThat(captured.amount()).isEqualTo(request.amount());
            assertThat(captured.key()).isEqualTo(request.key());
        });
        assertThat(midtrans.cancel(connection(), known)).isInstanceOf(Outcome.Captured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qris", "gopay", "va_mandiri", "indomaret", "card"})
    void what_waits_is_voided_there(String method) {
        ChargeRequest request = MidtransTestbed.request(method, 24_145);
        ChargeRequest known = MidtransTestbed.known(request, midtrans.charge(connection(), request));
        assertThat(midtrans.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        if (!method.equals("card")) {
            assertThat(midtrans.query(connection(), known)).isInstanceOf(Outcome.Voided.class);
        }
    }

    @Test
    void a_declined_card_is_declined() throws IOException, InterruptedException {
        ChargeRequest request = MidtransTestbed.request("card", 24_145);
        Outcome told = midtrans.charge(connection(), request);
        var page = (Instrument.Redirect) ((Outcome.ActionNeeded) told).instrument();
        SERVER.knobs().turn("decline", true);
        choose(page.url(), "approve");
        assertThat(midtrans.query(connection(), MidtransTestbed.known(request, told)))
                .isInstanceOf(Outcome.Declined.class);
    }

    @Test
    void money_after_a_cancel_is_seen() {
        ChargeRequest request = MidtransTestbed.request("va_bca", 24_145);
        ChargeRequest known = MidtransTestbed.known(request, midtrans.charge(connection(), request));
        assertThat(midtrans.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        SERVER.till().pay(request.key(), null, true);
        assertThat(midtrans.query(connection(), known)).isInstanceOf(Outcome.Captured.class);
    }

    @Test
    void an_answer_that_is_lost_is_asked_for() {
        SERVER.knobs().turn("on", "POST /v2/charge");
        SERVER.knobs().turn("close", "AFTER");
        ChargeRequest account = MidtransTestbed.request("va_bni", 24_145);
        assertThat(midtrans.charge(connection(), account)).isInstanceOf(Outcome.ActionNeeded.class);
        ChargeRequest code = MidtransTestbed.request("qris", 24_145);
        assertThat(midtrans.charge(connection(), code))
                .as("its status does not repeat the code")
                .isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(midtrans.charge(connection(), code))
                .as("the same key has the same answer")
                .isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(SERVER.till()
                        .book()
                        .path("transactions")
                        .valueStream()
                        .filter(one -> one.path("order_id").asString().equals(code.key())))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"fail, BEFORE", "fail, AFTER", "close, BEFORE"})
    void no_clear_answer_is_never_a_no(String fault, String when) {
        SERVER.knobs().turn(fault, when);
        ChargeRequest request = MidtransTestbed.request("va_bca", 24_145);
        assertThat(midtrans.charge(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.query(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        assertThat(midtrans.cancel(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(midtrans.query(connection(), request))
                .isInstanceOf(when.equals("BEFORE") ? Outcome.NotMade.class : Outcome.ActionNeeded.class);
    }

    @Test
    void an_order_that_is_there_already_is_looked_at() {
        SERVER.knobs().turn("idempotency", false);
        ChargeRequest request = MidtransTestbed.request("va_permata", 24_145);
        assertThat(midtrans.charge(connection(), request)).isEqualTo(midtrans.charge(connection(), request));
        ChargeRequest card = MidtransTestbed.request("card", 24_145);
        assertThat(midtrans.charge(connection(), card)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(midtrans.charge(connection(), card)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_refusal_made_nothing() {
        SERVER.knobs().turn("inactive", "bca");
        assertNotMade(MidtransTestbed.request("va_bca", 24_145), "midtrans_402");
        ChargeRequest ovo = MidtransTestbed.request("ovo", 24_145);
        assertNotMade(
                new ChargeRequest(
                        ovo.key(),
                        null,
                        Mode.LIVE,
                        "ovo",
                        ovo.amount(),
                        "",
                        null,
                        ovo.expiresAt(),
                        new ChargeRequest.Occasion("Toko", "https://pay.example.com", null, null, null)),
                "phone_missing");
        assertThat(midtrans.charge(MidtransTestbed.connection("another-key"), MidtransTestbed.request("qris", 24_145)))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class, not -> assertThat(not.code()).isEqualTo("midtrans_401"));
        URI nobody = URI.create("http://127.0.0.1:9");
        assertThat(MidtransTestbed.provider(nobody).charge(connection(), MidtransTestbed.request("qris", 24_145)))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class, not -> assertThat(not.code()).isEqualTo("unreachable"));
    }

    private void assertNotMade(ChargeRequest request, String code) {
        assertThat(midtrans.charge(connection(), request))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class, not -> assertThat(not.code()).isEqualTo(code));
    }

    @Test
    void money_is_believed_as_it_is_told_or_not_at_all() {
        ChargeRequest request = MidtransTestbed.request("va_bca", 24_145);
        midtrans.charge(connection(), request);
        SERVER.pay(request.key());
        SERVER.knobs().turn("amountDelta", -145);
        assertThat(midtrans.query(connection(), request))
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(new Money(24_000, Currency.IDR)));
        SERVER.knobs().turn("amountDelta", 0.5);
        assertThat(midtrans.query(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        SERVER.knobs().turn("currency", "USD");
        assertThat(midtrans.query(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        var another = new Connection(
                "midtrans",
                Mode.LIVE,
                Map.of("merchantId", "G000000001"),
                Map.of("serverKey", MidtransServer.SERVER_KEY));
        assertThat(midtrans.query(another, request)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_credential_is_checked_by_a_call_that_says_what_failed() {
        assertThat(midtrans.check(connection(), "")).isInstanceOf(CredentialCheck.Accepted.class);
        assertFails(midtrans, "Mid-server-wrong", Problem.INVALID_CREDENTIAL);
        assertFails(midtrans, "SB-Mid-server-wrong", Problem.TEST_CREDENTIAL);
        assertFails(
                MidtransTestbed.provider(URI.create("http://127.0.0.1:9")),
                MidtransServer.SERVER_KEY,
                Problem.UNREACHABLE);
        SERVER.knobs().turn("fail", "BEFORE");
        assertFails(midtrans, MidtransServer.SERVER_KEY, Problem.PROVIDER_FAILED);
        SERVER.knobs().reset();
        SERVER.knobs().turn("close", "BEFORE");
        assertFails(midtrans, MidtransServer.SERVER_KEY, Problem.NO_ANSWER);
    }

    private static void assertFails(MidtransProvider provider, String key, Problem problem) {
        assertThat(provider.check(MidtransTestbed.connection(key), ""))
                .isInstanceOfSatisfying(
                        CredentialCheck.Failed.class,
                        failed -> assertThat(failed.problem()).isEqualTo(problem));
    }

    private static void choose(String page, String choice) throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            browser.send(
                    HttpRequest.newBuilder(URI.create(page))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("choice=" + choice))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }
}
