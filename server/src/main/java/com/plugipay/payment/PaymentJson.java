package com.plugipay.payment;

import com.plugipay.http.Install;
import com.plugipay.money.Money;
import com.plugipay.provider.Card;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Payments and attempts on the wire.
public final class PaymentJson {
    private final Install install;

    public PaymentJson(Install install) {
        this.install = install;
    }

    /// A payment as lists and events show it.
    public record Shown(
            String id,
            String arn,
            String accountId,
            String mode,
            String checkoutSessionId,
            @Nullable String invoiceId,
            @Nullable String customerId,
            long amount,
            String amountDisplay,
            String currency,
            long amountRefunded,
            long amountRefundable,
            String method,
            @Nullable String channel,
            String adapter,
            @Nullable String providerReference,
            String status,
            @Nullable Card card,
            @Nullable Long feeAmount,
            Instant capturedAt,
            @Nullable Map<String, String> metadata,
            Instant createdAt,
            Instant updatedAt) {}

    /// A payment as its own GET shows it.
    record Whole(
            @com.fasterxml.jackson.annotation.JsonUnwrapped Shown payment, List<Object> refunds) {}

    /// An attempt, as part of its session and in `payment.failed`.
    public record AttemptShown(
            String id,
            String method,
            @Nullable String channel,
            String adapter,
            @Nullable String routeReason,
            String state,
            long amount,
            String currency,
            @Nullable String providerReference,
            @Nullable Map<String, Object> instrument,
            @Nullable String failureCode,
            @Nullable String failureMessage,
            @Nullable Instant expiresAt,
            @Nullable Instant nextCheckAt,
            Instant createdAt,
            Instant updatedAt) {}

    Shown of(Payment payment) {
        Money amount = payment.amount();
        return new Shown(
                payment.id().text(),
                install.arn(payment.scope().workspace(), "payment", payment.id()),
                payment.scope().workspace().text(),
                payment.scope().mode().wire(),
                payment.checkoutSessionId(),
                null,
                payment.customerId(),
                amount.minor(),
                amount.display(),
                amount.currency().name(),
                payment.amountRefunded(),
                payment.refundable(),
                payment.method(),
                payment.channel(),
                payment.adapter(),
                payment.providerReference(),
                payment.status().wire(),
                payment.card(),
                payment.fee(),
                payment.capturedAt(),
                payment.metadata(),
                payment.createdAt(),
                payment.updatedAt());
    }

    Whole whole(Payment payment, List<Object> refunds) {
        return new Whole(of(payment), refunds);
    }

    /// The instrument's URL is absolute; it ends with the session it belongs to.
    public AttemptShown of(Attempt attempt) {
        AttemptState.Failed failed = attempt.state() instanceof AttemptState.Failed f ? f : null;
        Map<String, Object> instrument = attempt.state() instanceof AttemptState.RequiresAction(var held)
                ? InstrumentJson.shown(attempt, held, this::absolute)
                : null;
        return new AttemptShown(
                attempt.id().text(),
                attempt.method(),
                attempt.channel(),
                attempt.adapter(),
                attempt.routeReason(),
                attempt.state().wire(),
                attempt.amount().minor(),
                attempt.amount().currency().name(),
                attempt.providerReference(),
                instrument,
                failed == null ? null : failed.code(),
                failed == null ? null : failed.message(),
                attempt.expiresAt(),
                attempt.watch().nextCheckAt(),
                attempt.createdAt(),
                attempt.updatedAt());
    }

    /// Where the picture of an attempt's code is.
    public static String picturePath(Attempt attempt) {
        return InstrumentJson.picturePath(attempt);
    }

    public String absolute(String url) {
        return url.startsWith("/") ? install.url(url) : url;
    }
}
