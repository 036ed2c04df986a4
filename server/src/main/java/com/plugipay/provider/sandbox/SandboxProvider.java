package com.plugipay.provider.sandbox;

import com.plugipay.error.ErrorCode;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.scope.Mode;
import org.jspecify.annotations.Nullable;

/// Test mode's built-in provider. It keeps nothing: the same key and card always have the same outcome.
public final class SandboxProvider implements PaymentProvider {
    @Override
    public String adapter() {
        return "sandbox";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.TEST && method.equals("card");
    }

    @Override
    public Outcome charge(ChargeRequest request) {
        TestCard card = cardOf(request);
        return switch (card) {
            case SUCCESS -> captured(request, card);
            case GENERIC_DECLINE -> new Outcome.Declined(ErrorCode.CARD_DECLINED, "The issuer declined this card.");
            case INSUFFICIENT_FUNDS ->
                new Outcome.Declined(ErrorCode.INSUFFICIENT_FUNDS, "The card does not have enough funds.");
            case THREE_D_SECURE -> new Outcome.ActionNeeded(reference(request), request.actionPath());
        };
    }

    @Override
    public Outcome resume(ChargeRequest request, ActionResult result) {
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

    private static Outcome captured(ChargeRequest request, TestCard card) {
        return new Outcome.Captured(reference(request), request.amount(), card.card());
    }

    private static String reference(ChargeRequest request) {
        return "sandbox_" + request.key();
    }

    private static TestCard cardOf(ChargeRequest request) {
        if (request.mode() != Mode.TEST) {
            throw new IllegalStateException("the sandbox is not reachable from live mode");
        }
        @Nullable String name = request.testCard();
        return TestCard.parse(name == null ? "" : name)
                .orElseThrow(() -> new IllegalStateException("a sandbox charge without a test card"));
    }
}
