package com.plugipay.checkout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.plugipay.http.Install;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.PaymentJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checkout sessions on the wire of the merchant's API.
final class CheckoutJson {
    private final Install install;
    private final PaymentJson payments;

    CheckoutJson(Install install, PaymentJson payments) {
        this.install = install;
        this.payments = payments;
    }

    /// A session as lists, creation and events show it.
    record Shown(
            String id,
            String arn,
            String accountId,
            String mode,
            String status,
            long amount,
            String amountDisplay,
            String currency,
            String workspaceName,
            @Nullable String customerId,
            CheckoutSession.@Nullable Buyer customer,
            List<String> methods,
            @Nullable String paymentMethod,
            @Nullable String adapter,
            List<CheckoutSession.LineItem> lineItems,
            String successUrl,
            String cancelUrl,
            String hostedUrl,
            Instant expiresAt,
            @Nullable Instant completedAt,
            @Nullable Instant expiredAt,
            @Nullable Instant canceledAt,
            @Nullable String paymentId,
            @Nullable String invoiceId,
            @Nullable String templateId,
            @Nullable String locale,
            boolean savePaymentToken,
            CheckoutSession.@Nullable Review review,
            @Nullable Map<String, String> metadata,
            Instant createdAt,
            Instant updatedAt) {}

    /// A session as its own GET shows it.
    record Whole(@JsonUnwrapped Shown session, List<PaymentJson.AttemptShown> attempts) {}

    Shown of(CheckoutSession session, String workspaceName) {
        CheckoutSession.Terms terms = session.terms();
        CheckoutSession.State state = session.state();
        Money amount = terms.amount();
        CheckoutSession.Buyer customer = terms.customer();
        CheckoutSession.PaidWith paidWith = session.paidWith();
        String hosted = hostedUrl(session.id());
        return new Shown(
                session.id().text(),
                install.arn(session.scope().workspace(), "checkout-session", session.id()),
                session.scope().workspace().text(),
                session.scope().mode().wire(),
                state.wire(),
                amount.minor(),
                amount.display(),
                amount.currency().name(),
                workspaceName,
                customer == null ? null : customer.id(),
                customer,
                terms.methods(),
                paidWith == null ? null : paidWith.method(),
                paidWith == null ? null : paidWith.adapter(),
                terms.lineItems(),
                orElse(terms.successUrl(), hosted + "/success"),
                orElse(terms.cancelUrl(), hosted + "/canceled"),
                hosted,
                session.expiresAt(),
                state instanceof CheckoutSession.State.Completed(Instant at, var _) ? at : null,
                state instanceof CheckoutSession.State.Expired(Instant at) ? at : null,
                state instanceof CheckoutSession.State.Canceled(Instant at) ? at : null,
                state instanceof CheckoutSession.State.Completed(var _, var payment) ? payment.text() : null,
                null,
                null,
                terms.locale(),
                terms.savePaymentToken(),
                review(session.review()),
                terms.metadata(),
                session.createdAt(),
                session.updatedAt());
    }

    private CheckoutSession.@Nullable Review review(CheckoutSession.@Nullable Review review) {
        if (review == null || review.proofUrl() == null) {
            return review;
        }
        return new CheckoutSession.Review(
                review.claimedAt(),
                install.url(review.proofUrl()),
                review.confirmedAt(),
                review.confirmedBy(),
                review.rejectedAt(),
                review.rejectedBy(),
                review.rejectReason());
    }

    Whole whole(CheckoutSession session, String workspaceName, List<Attempt> attempts) {
        return new Whole(
                of(session, workspaceName), attempts.stream().map(payments::of).toList());
    }

    String hostedUrl(CheckoutSessionId id) {
        return install.url("/c/" + id.text());
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
