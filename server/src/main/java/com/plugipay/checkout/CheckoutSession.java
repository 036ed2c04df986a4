package com.plugipay.checkout;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Transition;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A customer's one invitation to pay.
///
/// ```
/// Open ── claim ──▶ PendingReview ── complete ──▶ Completed
///   │                   ├── reject ──▶ Open, or Expired past the deadline
///   │                   └── cancel ──▶ Canceled
///   ├── complete ──▶ Completed
///   ├── expire, lapse ──▶ Expired
///   └── cancel ──▶ Canceled
/// ```
///
/// Completed, expired and canceled are final.
///
/// @param expiresAt keeps its value in every state
/// @param paidWith how it was paid, once it is
/// @param review of the last claim to have paid by hand, if there was one
/// @param version counts its events, from 1
record CheckoutSession(
        CheckoutSessionId id,
        Scope scope,
        Terms terms,
        State state,
        Instant expiresAt,
        @Nullable PaidWith paidWith,
        @Nullable Review review,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /// What was agreed when it was created; nothing of it ever changes.
    ///
    /// @param methods as asked, or the ones enabled then
    /// @param successUrl where to go after paying; null is our own page
    /// @param locale `en`, `id` or null for the customer's own
    record Terms(
            Money amount,
            List<String> methods,
            List<LineItem> lineItems,
            @Nullable Buyer customer,
            @Nullable String successUrl,
            @Nullable String cancelUrl,
            @Nullable String locale,
            boolean savePaymentToken,
            @Nullable Map<String, String> metadata) {}

    /// A line to show. A negative unit amount is a discount.
    record LineItem(String name, long quantity, long unitAmount) {}

    /// The attached customer, as the session shows them: read live, kept nowhere else.
    record Buyer(
            String id,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String externalId) {}

    record PaidWith(String method, String adapter) {}

    /// What became of the customer's claim to have paid.
    ///
    /// @param proofUrl a picture that the customer sent along
    /// @param confirmedBy the person or key that found the money
    /// @param rejectedBy the one that did not find it
    record Review(
            Instant claimedAt,
            @Nullable String proofUrl,
            @Nullable Instant confirmedAt,
            @Nullable String confirmedBy,
            @Nullable Instant rejectedAt,
            @Nullable String rejectedBy,
            @Nullable String rejectReason) {
        Review confirmed(@Nullable String by, Instant now) {
            return new Review(claimedAt, proofUrl, now, by, null, null, null);
        }

        Review rejected(@Nullable String by, @Nullable String reason, Instant now) {
            return new Review(claimedAt, proofUrl, null, null, now, by, reason);
        }
    }

    sealed interface State {
        record Open() implements State {}

        record PendingReview(Instant claimedAt) implements State {}

        record Completed(Instant at, PaymentId payment) implements State {}

        record Expired(Instant at) implements State {}

        record Canceled(Instant at) implements State {}

        /// As in tables and JSON.
        default String wire() {
            return switch (this) {
                case Open _ -> "open";
                case PendingReview _ -> "pending_review";
                case Completed _ -> "completed";
                case Expired _ -> "expired";
                case Canceled _ -> "canceled";
            };
        }

        default boolean isFinal() {
            return switch (this) {
                case Open _, PendingReview _ -> false;
                case Completed _, Expired _, Canceled _ -> true;
            };
        }
    }

    static Transition<CheckoutSession, CheckoutEvent> open(
            CheckoutSessionId id, Scope scope, Terms terms, Instant expiresAt, Instant now) {
        checkLineItems(terms);
        var session = new CheckoutSession(id, scope, terms, new State.Open(), expiresAt, null, null, 1, now, now);
        return new Transition<>(null, session, new CheckoutEvent.Created());
    }

    private static void checkLineItems(Terms terms) {
        if (terms.lineItems().isEmpty()) {
            return;
        }
        try {
            long sum = 0;
            for (LineItem item : terms.lineItems()) {
                long line = Math.multiplyExact(item.quantity(), item.unitAmount());
                if (Math.abs(line) > Money.MAX_MINOR) {
                    throw Rejected.invalid("lineItems", "lineItems has a line of more than an amount can be.");
                }
                sum = Math.addExact(sum, line);
            }
            if (sum == terms.amount().minor()) {
                return;
            }
        } catch (ArithmeticException e) {
            throw Rejected.invalid("lineItems", "lineItems add up to more than can be counted.");
        }
        throw Rejected.invalid("lineItems", "lineItems must add up to the amount.");
    }

    /// The session as anyone sees it at this moment: past its deadline it is expired, before any sweep has come.
    CheckoutSession asOf(Instant now) {
        return isPastDeadline(now) ? with(new State.Expired(expiresAt), paidWith, review, version, updatedAt) : this;
    }

    boolean isPastDeadline(Instant now) {
        return state instanceof State.Open && !now.isBefore(expiresAt);
    }

    boolean takesMoney(Instant now) {
        return switch (asOf(now).state) {
            case State.Open _, State.PendingReview _ -> true;
            case State.Completed _, State.Expired _, State.Canceled _ -> false;
        };
    }

    /// Whether the customer may start to pay: while a claim is looked at they wait.
    boolean takesCharges(Instant now) {
        return asOf(now).state instanceof State.Open;
    }

    /// The customer says that it is paid.
    Transition<CheckoutSession, CheckoutEvent> claim(@Nullable String proofUrl, Instant now) {
        return switch (asOf(now).state) {
            case State.Open _ ->
                to(
                        new State.PendingReview(now),
                        paidWith,
                        new Review(now, proofUrl, null, null, null, null, null),
                        new CheckoutEvent.PendingReview(),
                        now);
            case State.PendingReview _ -> throw new Rejected(ErrorCode.CONFLICT, "This session is already in review.");
            case State.Completed _, State.Expired _, State.Canceled _ -> throw hasEnded();
        };
    }

    /// The merchant did not find the money. Past its deadline the session is over with that.
    ///
    /// @param by the person or key that looked
    Transition<CheckoutSession, CheckoutEvent> reject(@Nullable String by, @Nullable String reason, Instant now) {
        if (!(state instanceof State.PendingReview) || review == null) {
            throw notInReview();
        }
        Review rejected = review.rejected(by, reason, now);
        return now.isBefore(expiresAt)
                ? to(new State.Open(), paidWith, rejected, new CheckoutEvent.Rejected(), now)
                : to(new State.Expired(now), paidWith, rejected, new CheckoutEvent.Expired(), now);
    }

    /// A verified capture of exactly this amount arrived.
    ///
    /// @param confirmedBy who found it, when a person or key said so
    Transition<CheckoutSession, CheckoutEvent> complete(
            PaymentId payment, PaidWith with, @Nullable String confirmedBy, Instant now) {
        return switch (asOf(now).state) {
            case State.Open _, State.PendingReview _ -> {
                boolean confirmed = state instanceof State.PendingReview && confirmedBy != null && review != null;
                yield to(
                        new State.Completed(now, payment),
                        with,
                        confirmed && review != null ? review.confirmed(confirmedBy, now) : review,
                        new CheckoutEvent.Completed(),
                        now);
            }
            case State.Completed _, State.Expired _, State.Canceled _ -> throw hasEnded();
        };
    }

    static Rejected notInReview() {
        return new Rejected(ErrorCode.CONFLICT, "This session is not waiting for a confirmation.");
    }

    Transition<CheckoutSession, CheckoutEvent> cancel(Instant now) {
        return switch (asOf(now).state) {
            case State.Open _, State.PendingReview _ ->
                to(new State.Canceled(now), paidWith, review, new CheckoutEvent.Canceled(), now);
            case State.Completed _, State.Expired _, State.Canceled _ -> throw hasEnded();
        };
    }

    /// Ended early, by the merchant.
    Transition<CheckoutSession, CheckoutEvent> expire(Instant now) {
        return switch (asOf(now).state) {
            case State.Open _ -> to(new State.Expired(now), paidWith, review, new CheckoutEvent.Expired(), now);
            case State.PendingReview _ ->
                throw new Rejected(ErrorCode.CONFLICT, "A session under review does not expire: confirm or reject it.");
            case State.Completed _, State.Expired _, State.Canceled _ -> throw hasEnded();
        };
    }

    /// The deadline passed. It counts from the deadline, not from when we noticed.
    Transition<CheckoutSession, CheckoutEvent> lapse(Instant now) {
        if (!isPastDeadline(now)) {
            throw hasEnded();
        }
        return to(new State.Expired(expiresAt), paidWith, review, new CheckoutEvent.Expired(), now);
    }

    private Rejected hasEnded() {
        return new Rejected(ErrorCode.CONFLICT, "This session has ended and does not change again.");
    }

    private Transition<CheckoutSession, CheckoutEvent> to(
            State next, @Nullable PaidWith with, @Nullable Review reviewed, CheckoutEvent event, Instant now) {
        return new Transition<>(this, with(next, with, reviewed, version + 1, now), event);
    }

    private CheckoutSession with(
            State next, @Nullable PaidWith with, @Nullable Review reviewed, long nextVersion, Instant changedAt) {
        return new CheckoutSession(
                id, scope, terms, next, expiresAt, with, reviewed, nextVersion, createdAt, changedAt);
    }
}
