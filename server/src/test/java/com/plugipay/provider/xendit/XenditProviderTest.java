package com.plugipay.provider.xendit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.provider.ProviderHttp;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The adapter against a server that speaks like Xendit.
class XenditProviderTest implements PaymentProviderContract {
    private static final XenditServer SERVER = XenditServer.start(0);
    private static final ProviderHttp HTTP = new ProviderHttp(
            new ProviderHttp.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1024 * 1024), () -> false);
    private static final XenditClient CLIENT = new XenditClient(HTTP, SERVER.url());

    private final XenditProvider xendit = new XenditProvider("xendit", CLIENT, false);
    private final Map<String, String> references = new HashMap<>();

    @AfterAll
    static void stop() {
        SERVER.close();
        HTTP.close();
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
        return new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", XenditServer.LIVE_KEY));
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
        return paid("akulaku").reference();
    }

    /// A second time it has been done already.
    private static void once(Runnable act) {
        try {
            act.run();
        } catch (Till.Impossible done) {
            assertThat(done).hasMessageContaining("it is");
        }
    }

    private static ChargeRequest named(ChargeRequest request, @Nullable String reference) {
        return new ChargeRequest(
                request.key(),
                reference,
                request.mode(),
                request.method(),
                request.amount(),
                request.actionPath(),
                request.testCard(),
                request.expiresAt(),
                request.occasion());
    }

    private static ChargeRequest order(String method) {
        return order(method, 24_145);
    }

    private static ChargeRequest order(String method, long amount) {
        return new ChargeRequest(
                IDS.next("att"),
                null,
                Mode.LIVE,
                method,
                new Money(amount, Currency.IDR),
                "/c/x/action",
                null,
                Instant.now().plus(Duration.ofHours(1)),
                OCCASION);
    }

    private Outcome.Captured paid(String method) {
        ChargeRequest request = order(method, 150_000);
        ChargeRequest known = made(request);
        SERVER.pay(request.key());
        return (Outcome.Captured) xendit.query(connection(), known);
    }

    private ChargeRequest made(ChargeRequest request) {
        Outcome told = xendit.charge(connection(), request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        return named(request, ((Outcome.ActionNeeded) told).reference());
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
        ChargeRequest known = made(order(method));
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Voided.class);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
    }

    @Test
    void what_came_is_told_whatever_was_asked() {
        ChargeRequest request = order("va_bri");
        ChargeRequest known = made(request);
        SERVER.pay(request.key(), 20_000);
        assertThat(xendit.query(connection(), known))
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(new Money(20_000, Currency.IDR)));
    }

    @Test
    void money_after_a_cancel_is_seen() {
        ChargeRequest request = order("va_bca");
        ChargeRequest known = made(request);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Voided.class);
        SERVER.till().pay(request.key(), null, true);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Captured.class);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE", "AFTER"})
    void an_answer_that_is_lost_is_asked_for_under_the_same_key(String when) {
        SERVER.knobs().turn("close", when);
        ChargeRequest account = order("va_bni");
        assertThat(xendit.charge(connection(), account)).isInstanceOf(Outcome.Unknown.class);
        ChargeRequest push = order("ovo");
        assertThat(xendit.charge(connection(), push)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(xendit.query(connection(), account)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(xendit.query(connection(), account)).isEqualTo(xendit.query(connection(), account));
        assertThat(requestsOf(account)).isEqualTo(1);
        assertThat(xendit.query(connection(), push))
                .as("a phone does not ring by asking")
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.cancel(connection(), push)).isInstanceOf(Outcome.Unknown.class);
        assertThat(requestsOf(push)).isEqualTo(when.equals("AFTER") ? 1 : 0);
        assertThat(xendit.cancel(connection(), order("qris")))
                .as("nobody was shown anything")
                .isInstanceOf(Outcome.Voided.class);
    }

    private static long requestsOf(ChargeRequest request) {
        return SERVER.till()
                .book()
                .path("payment_requests")
                .valueStream()
                .filter(one -> one.path("reference_id").asString().equals(request.key()))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"fail, BEFORE", "fail, AFTER", "close, BEFORE", "delayMs, 3000", "dripMs, 100"})
    void no_clear_answer_is_never_a_no(String fault, String value) {
        ChargeRequest known = made(order("va_bca"));
        RefundRequest refund = refund(paid("dana"));
        SERVER.knobs().turn(fault, value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value);
        assertThat(xendit.charge(connection(), order("va_bca"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.refund(connection(), refund)).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void a_refusal_made_nothing_and_says_why() {
        SERVER.knobs().turn("inactive", "DANA");
        assertThat(xendit.charge(connection(), order("dana")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_merchant_settings"));
        SERVER.knobs().reset();
        assertThat(xendit.charge(connection(), order("va_bca", 9_999)))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_value_error"));
        assertThat(xendit.charge(wrongKey(), order("qris")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_api_key"));
        assertThat(xendit.query(wrongKey(), made(order("qris"))))
                .as("a wrong key says nothing about the money")
                .isInstanceOf(Outcome.Unknown.class);
        ChargeRequest unheard = named(order("qris"), "pr-00000000-0000-0000-0000-000000000000");
        assertThat(xendit.query(connection(), unheard)).isInstanceOf(Outcome.NotMade.class);
    }

    private static Connection wrongKey() {
        return new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", "xnd_production_wrong"));
    }

    @Test
    void where_nobody_listens_nothing_was_made() {
        var nowhere = new XenditProvider("xendit", new XenditClient(HTTP, URI.create("http://127.0.0.1:1")), false);
        assertThat(nowhere.charge(connection(), order("qris")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("unreachable"));
        assertThat(nowhere.query(connection(), named(order("qris"), "pr-1"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_phone_that_cannot_ring_is_not_tried() {
        ChargeRequest request = order("ovo");
        var silent = new ChargeRequest(
                request.key(),
                null,
                request.mode(),
                "ovo",
                request.amount(),
                request.actionPath(),
                null,
                request.expiresAt(),
                new ChargeRequest.Occasion("Toko", "https://pay.example.com/c/x/return", null, null, "021-555"));
        assertThat(xendit.charge(connection(), silent)).isInstanceOf(Outcome.NotMade.class);
    }

    @ParameterizedTest
    @CsvSource({
        "amountDelta, -1, 24144",
        "amountDelta, 1, 24146",
        "amountDelta, 0.5,",
        "currency, USD, 2414500",
        "currency, XXX,"
    })
    void a_lie_about_money_is_passed_on_or_not_understood(String knob, String value, @Nullable Long told) {
        ChargeRequest request = order("qris");
        ChargeRequest known = made(request);
        SERVER.pay(request.key());
        SERVER.knobs().turn(knob, knob.equals("currency") ? value : (Object) new java.math.BigDecimal(value));
        Outcome outcome = xendit.query(connection(), known);
        if (told == null) {
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Captured.class,
                            captured -> assertThat(captured.amount().minor()).isEqualTo(told));
        }
    }

    @Test
    void what_another_of_our_charges_got_is_not_this_ones() {
        ChargeRequest one = order("qris");
        ChargeRequest paid = made(one);
        SERVER.pay(one.key());
        ChargeRequest other = named(order("qris"), paid.reference());
        assertThat(xendit.query(connection(), other)).isInstanceOf(Outcome.Unknown.class);
        Outcome.Captured captured = (Outcome.Captured) xendit.query(connection(), paid);
        assertThat(xendit.query(connection(), named(other, captured.reference())))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_refund_ends_well_badly_or_later() {
        RefundRequest pending = refund(paid("dana"));
        SERVER.knobs().turn("refunds", "PENDING");
        RefundOutcome taken = xendit.refund(connection(), pending);
        assertThat(taken).isInstanceOf(RefundOutcome.Pending.class);
        String reference = ((RefundOutcome.Pending) taken).reference();
        RefundRequest known =
                new RefundRequest(pending.key(), reference, Mode.LIVE, "dana", pending.charge(), pending.amount());
        assertThat(xendit.queryRefund(connection(), known)).isEqualTo(taken);
        assertThat(xendit.queryRefund(connection(), pending))
                .as("found by our name in the list of transactions")
                .isEqualTo(taken);
        assertThat(xendit.queryRefund(connection(), refund(paid("dana"))))
                .as("what is not in the list may be there all the same")
                .isInstanceOf(RefundOutcome.Unknown.class);
        SERVER.till().finishRefund(pending.key(), true);
        assertThat(xendit.queryRefund(connection(), known)).isInstanceOf(RefundOutcome.Succeeded.class);

        SERVER.knobs().turn("refunds", "REFUSE");
        assertThat(xendit.refund(connection(), refund(paid("dana"))))
                .isInstanceOfSatisfying(
                        RefundOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("insufficient_balance"));
        SERVER.knobs().turn("refunds", "FAIL");
        assertThat(xendit.refund(connection(), refund(paid("dana")))).isInstanceOf(RefundOutcome.Refused.class);
    }

    private static RefundRequest refund(Outcome.Captured of) {
        return new RefundRequest(IDS.next("rfd"), null, Mode.LIVE, "dana", of.reference(), of.amount());
    }

    @Test
    void an_account_below_the_operators_is_used_with_the_operators_key_and_sees_only_its_own() {
        var accounts = new XenditAccounts(CLIENT, XenditServer.LIVE_KEY);
        var opened = (ManagedAccounts.Answer.Known)
                accounts.open("opn_1", ManagedAccounts.Kind.OPERATED, "toko@example.com", "Toko Ibu Sari");
        assertThat(opened.status()).isEqualTo(ManagedAccounts.Standing.LIVE);
        assertThat(accounts.look(opened.subAccount())).isEqualTo(opened);
        assertThat(accounts.look("000000000000000000000000")).isInstanceOf(ManagedAccounts.Answer.Refused.class);

        var managed = new XenditProvider("xenplatform", CLIENT, false);
        var below = new Connection(
                "xenplatform",
                Mode.LIVE,
                Map.of("subAccountId", opened.subAccount()),
                Map.of("secretKey", XenditServer.LIVE_KEY));
        ChargeRequest request = order("qris");
        Outcome told = managed.charge(below, request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        ChargeRequest known = named(request, ((Outcome.ActionNeeded) told).reference());
        SERVER.pay(request.key());
        assertThat(managed.query(below, known)).isInstanceOf(Outcome.Captured.class);
        assertThat(xendit.query(connection(), known))
                .as("the operator's own account has no such payment")
                .isInstanceOf(Outcome.NotMade.class);
        var others = new Connection(
                "xenplatform",
                Mode.LIVE,
                Map.of("subAccountId", "someone"),
                Map.of("secretKey", XenditServer.LIVE_KEY));
        assertThat(managed.query(others, known)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void all_the_money_of_an_account_is_told_the_oldest_first() {
        ChargeRequest request = order("va_bri");
        ChargeRequest known = made(request);
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

    /// The operator's key alone would charge in the operator's own account.
    @Test
    void without_its_account_below_the_operators_nothing_is_called() {
        var managed = new XenditProvider("xenplatform", CLIENT, false);
        var nobodys = new Connection("xenplatform", Mode.LIVE, Map.of(), Map.of("secretKey", XenditServer.LIVE_KEY));
        int before = SERVER.journal().entries().size();
        ChargeRequest request = order("va_bri");
        assertThat(managed.charge(nobodys, request)).isInstanceOf(Outcome.NotMade.class);
        ChargeRequest known = named(request, "pr-1");
        assertThatIllegalStateException().isThrownBy(() -> managed.query(nobodys, known));
        assertThatIllegalStateException().isThrownBy(() -> managed.cancel(nobodys, known));
        RefundRequest back = new RefundRequest("rfd_1", "rfd-1", Mode.LIVE, "qris", "py-1", new Money(1, Currency.IDR));
        assertThatIllegalStateException().isThrownBy(() -> managed.refund(nobodys, back));
        assertThatIllegalStateException().isThrownBy(() -> managed.queryRefund(nobodys, back));
        assertThat(SERVER.journal().entries()).hasSize(before);
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
