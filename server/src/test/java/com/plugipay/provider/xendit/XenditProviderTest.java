package com.plugipay.provider.xendit;

import static com.plugipay.provider.xendit.XenditTestbed.made;
import static com.plugipay.provider.xendit.XenditTestbed.named;
import static com.plugipay.provider.xendit.XenditTestbed.order;
import static com.plugipay.provider.xendit.XenditTestbed.paid;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The adapter against a server that speaks like Xendit.
class XenditProviderTest implements PaymentProviderContract {
    private static final XenditServer SERVER = XenditServer.start(0);

    private final XenditProvider xendit = XenditTestbed.provider(SERVER);
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
        return xendit;
    }

    @Override
    public Mode mode() {
        return Mode.LIVE;
    }

    @Override
    public Connection connection() {
        return XenditTestbed.connection();
    }

    /// A page of a lender: no limit of its own, and refunds.
    @Override
    public String method() {
        return "akulaku";
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
        Outcome told = xendit.charge(connection(), request);
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
        return xendit.query(connection(), known(request));
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
        return named(request, references.get(request.key()));
    }

    @Override
    public RefundRequest known(RefundRequest request, RefundOutcome sent) {
        String reference = sent instanceof RefundOutcome.Succeeded back ? back.reference() : null;
        return new RefundRequest(
                request.key(), reference, request.mode(), request.method(), request.charge(), request.amount());
    }

    @Override
    public String refundable() {
        return paid(SERVER, xendit, "akulaku").reference();
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
        "ovo, Push",
        "dana, Redirect",
        "shopeepay, Redirect",
        "linkaja, Redirect",
        "astrapay, Redirect",
        "jeniuspay, Push",
        "va_bca, VirtualAccount",
        "va_bni, VirtualAccount",
        "va_bri, VirtualAccount",
        "va_mandiri, VirtualAccount",
        "va_permata, VirtualAccount",
        "va_cimb, VirtualAccount",
        "va_bsi, VirtualAccount",
        "alfamart, RetailCode",
        "indomaret, RetailCode",
        "klikpay_bca, Redirect",
        "akulaku, Redirect",
        "kredivo, Redirect",
        "card, Redirect",
    })
    void every_method_gives_its_instrument_and_is_paid(String method, String instrument)
            throws IOException, InterruptedException {
        ChargeRequest request = order(method);
        Outcome told = xendit.charge(connection(), request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        Outcome.ActionNeeded needed = (Outcome.ActionNeeded) told;
        assertThat(needed.instrument().getClass().getSimpleName()).isEqualTo(instrument);
        assertThat(xendit.supports(Mode.LIVE, method)).isTrue();
        assertThat(xendit.canRefund(method))
                .isEqualTo(!method.startsWith("va_") && !method.endsWith("mart") && !method.endsWith("maret"));
        if (needed.instrument() instanceof Instrument.VirtualAccount account) {
            assertThat(account.number()).matches("[0-9]{11,18}");
            assertThat("va_" + account.bank().toLowerCase(java.util.Locale.ROOT))
                    .isEqualTo(method);
            assertThat(account.holder()).isEqualTo("Toko Ibu Sari");
            assertThat(needed.expiresAt()).isNotNull();
        }
        ChargeRequest known = named(request, needed.reference());
        assertThat(xendit.query(connection(), known)).as("still waiting").isEqualTo(told);

        if (method.equals("card")) {
            choose(((Instrument.Redirect) needed.instrument()).url(), "approve");
        } else {
            SERVER.pay(request.key());
        }
        assertThat(xendit.query(connection(), known)).isInstanceOfSatisfying(Outcome.Captured.class, captured -> {
            assertThat(captured.amount()).isEqualTo(request.amount());
            assertThat(captured.key()).isEqualTo(request.key());
            assertThat(captured.mode()).isEqualTo(Mode.LIVE);
            assertThat(xendit.query(connection(), named(request, captured.reference())))
                    .as("by the payment's own name, too")
                    .isEqualTo(captured);
        });
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Captured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qris", "dana", "ovo", "va_mandiri", "indomaret", "card"})
    void what_waits_is_voided_there(String method) {
        ChargeRequest known = made(xendit, order(method));
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Voided.class);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
    }

    @Test
    void what_came_is_told_whatever_was_asked() {
        ChargeRequest request = order("va_bri");
        ChargeRequest known = made(xendit, request);
        SERVER.pay(request.key(), 20_000);
        assertThat(xendit.query(connection(), known))
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(new Money(20_000, Currency.IDR)));
    }

    @Test
    void money_after_a_cancel_is_seen() {
        ChargeRequest request = order("va_bca");
        ChargeRequest known = made(xendit, request);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        SERVER.till().pay(request.key(), null, true);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Captured.class);
    }

    @Test
    void all_the_money_of_an_account_is_told_the_oldest_first() {
        ChargeRequest request = order("va_bri");
        ChargeRequest known = made(xendit, request);
        SERVER.pay(request.key(), 20_000);
        SERVER.clock().advance(Duration.ofSeconds(1));
        SERVER.till().pay(request.key(), null, true);
        Outcome.Captured latest = (Outcome.Captured) xendit.query(connection(), known);
        assertThat(xendit.all(connection(), known, latest))
                .extracting(one -> one.amount().minor())
                .containsExactly(20_000L, 24_145L);
        SERVER.knobs().turn("on", "/transactions");
        SERVER.knobs().turn("fail", "BEFORE");
        assertThat(xendit.all(connection(), known, latest)).containsExactly(latest);
    }

    private static void choose(String page, String what) throws IOException, InterruptedException {
        String body = "choice=" + what;
        try (HttpClient browser = HttpClient.newHttpClient()) {
            browser.send(
                    HttpRequest.newBuilder(URI.create(page))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }
}
