package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.id.Ids;
import com.plugipay.method.Capability;
import com.plugipay.method.RefundWindow;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.UnappliedStore;
import com.plugipay.provider.Providers;
import com.plugipay.refund.Refund.Via;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Promises money back under the lock of what it comes from, so that all promises together never exceed it. By hand
/// it is done with that; through a provider the call comes next.
public final class OrderRefund {
    /// What the merchant asks for.
    ///
    /// @param amount null for all that remains
    /// @param via null for the provider where the method can
    public record Wish(@Nullable Long amount, @Nullable Via via, Refund.Words words) {}

    private final Payments payments;
    private final UnappliedStore unapplied;
    private final RefundStore store;
    private final FinishRefund finish;
    private final TellContradiction contradictions;
    private final AuditLog audit;
    private final Providers providers;
    private final Ids ids;
    private final WorkspaceTime time;

    OrderRefund(
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            FinishRefund finish,
            TellContradiction contradictions,
            AuditLog audit,
            Providers providers,
            Ids ids,
            WorkspaceTime time) {
        this.payments = payments;
        this.unapplied = unapplied;
        this.store = store;
        this.finish = finish;
        this.contradictions = contradictions;
        this.audit = audit;
        this.providers = providers;
        this.ids = ids;
        this.time = time;
    }

    /// Whether money that came at this time can go back through its provider, so far as we know.
    boolean canUseProvider(Scope scope, String adapter, @Nullable String channel, Instant capturedAt) {
        return capability(scope.mode(), adapter, channel)
                .filter(can -> !isClosed(can, capturedAt, time.now(scope)))
                .isPresent();
    }

    boolean canUseProvider(Tx tx, Payment payment) {
        Charge charge = charge(tx, payment);
        return canUseProvider(payment.scope(), payment.adapter(), payment.channel(), charge.capturedAt());
    }

    /// What the provider took for a payment, and when: money that was put aside came before it was applied, and more
    /// may have come than the payment is of.
    private record Charge(long amount, Instant capturedAt) {}

    private Charge charge(Tx tx, Payment payment) {
        UnappliedPaymentId from = payment.unapplied();
        if (from == null) {
            return new Charge(payment.amount().minor(), payment.capturedAt());
        }
        UnappliedPayment money = unapplied.find(tx, payment.scope(), from).orElseThrow();
        UnappliedPaymentId whole = money.splitFrom();
        // Of a rest any amount is a part: how large the whole was does not matter.
        return whole == null
                ? new Charge(money.amount().minor(), money.receivedAt())
                : new Charge(Long.MAX_VALUE, money.receivedAt());
    }

    /// What can be done with a channel whose money can go back through its provider.
    private Optional<Capability> capability(Mode mode, String adapter, @Nullable String channel) {
        if (channel == null || !providers.running(mode, adapter).canRefund(channel)) {
            return Optional.empty();
        }
        return providers
                .capability(adapter, channel)
                .filter(can -> can.refundable().canTry());
    }

    private static boolean isClosed(Capability can, Instant capturedAt, Instant now) {
        RefundWindow window = can.window();
        return window != null && window.isClosed(capturedAt, now);
    }

    /// Of a payment, in part or whole.
    Refund ofPayment(Tx tx, Scope scope, PaymentId id, Wish wish, Origin origin) {
        Payment payment = payments.lock(tx, scope, id).orElseThrow(Rejected::notFound);
        contradictions.checkAnswered(tx, payment);
        long amount = amountOf(wish, payment);
        Charge charge = charge(tx, payment);
        boolean isPart = amount < charge.amount();
        Via via = via(scope, wish, payment.adapter(), payment.channel(), charge.capturedAt(), isPart);
        Payment reserved = payment.reserve(amount);
        payments.saveReserved(tx, payment, reserved);
        var target = new Refund.Target(payment.id(), null, payment.checkoutSessionId());
        Money money = new Money(amount, payment.amount().currency());
        Instant now = time.now(scope);
        var refundId = RefundId.next(ids);
        if (via == Via.PROVIDER) {
            var pending = Refund.pending(refundId, scope, target, money, payment.adapter(), wish.words(), now);
            store.save(tx, pending, origin);
            note(tx, pending.after(), origin, now);
            return pending.after();
        }
        var done = Refund.byHand(refundId, scope, target, money, payment.adapter(), wish.words(), now);
        String json = store.save(tx, done, origin);
        note(tx, done.after(), origin, now);
        finish.bookOfPayment(tx, reserved, done.after(), json, origin, now);
        return done.after();
    }

    /// Of money that fits nothing: always the whole.
    Refund ofUnapplied(Tx tx, Scope scope, UnappliedPaymentId id, Wish wish, Origin origin) {
        UnappliedPayment money = unapplied.lock(tx, scope, id).orElseThrow(Rejected::notFound);
        money.checkOpen();
        contradictions.checkAnswered(tx, money);
        if (unapplied.isBeingRefunded(tx, scope, id)) {
            throw new Rejected(ErrorCode.CONFLICT, "This money is already being refunded.");
        }
        UnappliedPayment.Source source = money.source();
        boolean isPart = money.splitFrom() != null;
        Via via = via(scope, wish, source.adapter(), source.channel(), money.receivedAt(), isPart);
        var target = new Refund.Target(null, money.id(), source.checkoutSession());
        Instant now = time.now(scope);
        var refundId = RefundId.next(ids);
        if (via == Via.PROVIDER) {
            var pending = Refund.pending(refundId, scope, target, money.amount(), source.adapter(), wish.words(), now);
            store.save(tx, pending, origin);
            note(tx, pending.after(), origin, now);
            return pending.after();
        }
        var done = Refund.byHand(refundId, scope, target, money.amount(), source.adapter(), wish.words(), now);
        store.save(tx, done, origin);
        note(tx, done.after(), origin, now);
        finish.bookOfUnapplied(tx, money, done.after(), origin, now);
        return done.after();
    }

    private void note(Tx tx, Refund refund, Origin origin, Instant now) {
        Money money = refund.amount();
        audit.write(
                tx,
                refund.scope(),
                origin,
                "refund.created",
                "refund",
                refund.id().text(),
                null,
                "{\"amount\":" + money.minor() + ",\"currency\":\""
                        + money.currency().name() + "\"}",
                now);
    }

    /// What the channel cannot do is refused here, before its provider is asked.
    private Via via(
            Scope scope, Wish wish, String adapter, @Nullable String channel, Instant capturedAt, boolean isPart) {
        if (wish.via() == Via.MANUAL) {
            return Via.MANUAL;
        }
        Capability can = capability(scope.mode(), adapter, channel)
                .orElseThrow(() -> new Rejected(
                        ErrorCode.REFUND_NOT_SUPPORTED,
                        "Money of this method cannot go back through the provider: send it by hand and say via"
                                + " manual."));
        if (isClosed(can, capturedAt, time.now(scope))) {
            throw new Rejected(
                    ErrorCode.REFUND_WINDOW_CLOSED,
                    "The provider no longer takes refunds of this payment: send it by hand and say via manual.");
        }
        if (isPart && !can.refundable().canBePart()) {
            throw new Rejected(
                    ErrorCode.REFUND_NOT_SUPPORTED,
                    "This method gives back the whole amount only: refund all of it, or send a part by hand.");
        }
        return Via.PROVIDER;
    }

    private static long amountOf(Wish wish, Payment payment) {
        if (payment.refundable() == 0) {
            throw Rejected.invalid("amount", "amount is more than what is left to refund: nothing is left.");
        }
        Long asked = wish.amount();
        return asked == null ? payment.refundable() : asked;
    }
}
