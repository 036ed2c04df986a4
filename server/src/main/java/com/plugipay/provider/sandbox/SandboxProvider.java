package com.plugipay.provider.sandbox;

import com.plugipay.error.ErrorCode;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.qris.NewQris;
import com.plugipay.scope.Mode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Test mode's built-in provider, for every method that needs one. It keeps nothing: the same key always has the
/// same instrument, and the same card the same outcome.
public final class SandboxProvider implements PaymentProvider {
    private static final String NAME = "Plugipay Sandbox";

    private final SandboxNumbers numbers = new SandboxNumbers();

    @Override
    public String adapter() {
        return "sandbox";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.TEST
                && MethodCatalogue.find(method)
                        .filter(known -> known.group() != MethodGroup.OFFLINE)
                        .isPresent();
    }

    /// As the channels themselves can; where nobody has said, a refund is tried, and here it succeeds.
    @Override
    public boolean canRefund(String method) {
        return true;
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return outcome(request);
    }

    private Outcome outcome(ChargeRequest request) {
        check(request.mode());
        return isCard(request) ? ofCard(request) : new Outcome.ActionNeeded(reference(request), instrument(request));
    }

    private static Outcome ofCard(ChargeRequest request) {
        TestCard card = cardOf(request);
        return switch (card) {
            case SUCCESS -> captured(request);
            case GENERIC_DECLINE -> new Outcome.Declined(ErrorCode.CARD_DECLINED, "The issuer declined this card.");
            case INSUFFICIENT_FUNDS ->
                new Outcome.Declined(ErrorCode.INSUFFICIENT_FUNDS, "The card does not have enough funds.");
            case THREE_D_SECURE ->
                new Outcome.ActionNeeded(reference(request), new Instrument.Redirect(request.actionPath()));
        };
    }

    private Instrument instrument(ChargeRequest request) {
        PaymentMethod method = known(request.method());
        return switch (method.group()) {
            case QR -> new Instrument.Qr(qris(request));
            case VA -> numbers.virtualAccount(method.id(), request.key(), NAME);
            case RETAIL -> numbers.retailCode(method.id(), request.key());
            case EWALLET, CARD, PAYPAL, DEBIT, BNPL ->
                method.asksForPhone()
                        ? new Instrument.Push(
                                Objects.requireNonNull(request.occasion().phone(), "a request goes to a phone"))
                        : new Instrument.Redirect(request.actionPath());
            case OFFLINE -> throw new IllegalStateException("nobody is called for " + method.id());
        };
    }

    /// Every reader takes it for a QRIS; no acquirer knows this merchant, so that no real money can follow it.
    private static String qris(ChargeRequest request) {
        return new NewQris(
                        "ID.CO.PLUGIPAY.WWW",
                        "936000000" + SandboxNumbers.digits("pan", 9),
                        "ID0000000000000",
                        "UMI",
                        "5499",
                        NAME,
                        "JAKARTA",
                        "10110",
                        request.amount(),
                        SandboxNumbers.digits(request.key(), 20))
                .make()
                .payload();
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        check(request.mode());
        if (isCard(request) && cardOf(request) != TestCard.THREE_D_SECURE) {
            throw new IllegalStateException("this card asks for no action");
        }
        return switch (result) {
            case PASSED -> captured(request);
            case FAILED ->
                isCard(request)
                        ? new Outcome.Declined(
                                ErrorCode.AUTHENTICATION_FAILED, "The card's owner could not be verified.")
                        : new Outcome.Declined(ErrorCode.PROVIDER_DECLINED, "The payment was not approved.");
        };
    }

    /// Without a memory of its own, what was charged at once is all that it can tell of.
    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return outcome(request);
    }

    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        Outcome now = outcome(request);
        return now instanceof Outcome.ActionNeeded ? new Outcome.Voided() : now;
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return refundOutcome(request);
    }

    private RefundOutcome refundOutcome(RefundRequest request) {
        check(request.mode());
        return new RefundOutcome.Succeeded("sandbox_" + request.key(), request.amount());
    }

    /// As with charges: what it would have sent back is all that it can tell of.
    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return refundOutcome(request);
    }

    private static Outcome captured(ChargeRequest request) {
        return new Outcome.Captured(
                reference(request),
                request.key(),
                request.mode(),
                request.amount(),
                null,
                isCard(request) ? cardOf(request).card() : null);
    }

    private static String reference(ChargeRequest request) {
        return "sandbox_" + request.key();
    }

    private static boolean isCard(ChargeRequest request) {
        return request.method().equals("card");
    }

    private static TestCard cardOf(ChargeRequest request) {
        @Nullable String name = request.testCard();
        return TestCard.parse(name == null ? "" : name)
                .orElseThrow(() -> new IllegalStateException("a sandbox charge without a test card"));
    }

    private static PaymentMethod known(String method) {
        return MethodCatalogue.find(method).orElseThrow(() -> new IllegalStateException("no method " + method));
    }

    private static void check(Mode mode) {
        if (mode != Mode.TEST) {
            throw new IllegalStateException("the sandbox is not reachable from live mode");
        }
    }
}
