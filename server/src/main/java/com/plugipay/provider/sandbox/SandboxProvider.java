package com.plugipay.provider.sandbox;

import com.plugipay.error.ErrorCode;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Test mode's built-in provider. It keeps nothing: the same key and card always have the same outcome.
public final class SandboxProvider implements PaymentProvider {
    private static final Set<String> METHODS = Set.of("card", "va_bca");
    private static final long VA_NUMBERS = 100_000_000_000L;

    @Override
    public String adapter() {
        return "sandbox";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.TEST && METHODS.contains(method);
    }

    @Override
    public boolean canRefund(String method) {
        return true;
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return outcome(request);
    }

    private static Outcome outcome(ChargeRequest request) {
        check(request.mode());
        if (!request.method().equals("card")) {
            return new Outcome.ActionNeeded(reference(request), virtualAccount(request.key()));
        }
        TestCard card = cardOf(request);
        return switch (card) {
            case SUCCESS -> captured(request, card);
            case GENERIC_DECLINE -> new Outcome.Declined(ErrorCode.CARD_DECLINED, "The issuer declined this card.");
            case INSUFFICIENT_FUNDS ->
                new Outcome.Declined(ErrorCode.INSUFFICIENT_FUNDS, "The card does not have enough funds.");
            case THREE_D_SECURE ->
                new Outcome.ActionNeeded(reference(request), new Instrument.Redirect(request.actionPath()));
        };
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        check(request.mode());
        TestCard card = cardOf(request);
        if (card != TestCard.THREE_D_SECURE) {
            throw new IllegalStateException("this card asks for no action");
        }
        return switch (result) {
            case PASSED -> captured(request, card);
            case FAILED ->
                new Outcome.Declined(ErrorCode.AUTHENTICATION_FAILED, "The card's owner could not be verified.");
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

    private static Outcome captured(ChargeRequest request, TestCard card) {
        return new Outcome.Captured(
                reference(request), request.key(), request.mode(), request.amount(), null, card.card());
    }

    private static String reference(ChargeRequest request) {
        return "sandbox_" + request.key();
    }

    private static Instrument virtualAccount(String key) {
        long digits = VA_NUMBERS + Math.floorMod(key.hashCode() * 2_654_435_761L, VA_NUMBERS);
        return new Instrument.VirtualAccount("BCA", "3935" + digits, "Plugipay Sandbox");
    }

    private static TestCard cardOf(ChargeRequest request) {
        @Nullable String name = request.testCard();
        return TestCard.parse(name == null ? "" : name)
                .orElseThrow(() -> new IllegalStateException("a sandbox charge without a test card"));
    }

    private static void check(Mode mode) {
        if (mode != Mode.TEST) {
            throw new IllegalStateException("the sandbox is not reachable from live mode");
        }
    }
}
