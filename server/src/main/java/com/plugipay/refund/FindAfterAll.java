package com.plugipay.refund;

import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.UnappliedStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what providers say of refunds that failed here, with what a person needs to answer.
final class FindAfterAll {
    private static final int MOST_REFUNDS = 1_000;

    private final Payments payments;
    private final UnappliedStore unapplied;
    private final RefundStore refunds;
    private final ContradictionStore contradictions;

    FindAfterAll(Payments payments, UnappliedStore unapplied, RefundStore refunds, ContradictionStore contradictions) {
        this.payments = payments;
        this.unapplied = unapplied;
        this.refunds = refunds;
        this.contradictions = contradictions;
    }

    /// @param listed the newest refunds of it; those that wait for an answer are always among what comes back
    AfterAllView of(Tx tx, Payment payment, List<Refund> listed) {
        return of(tx, listed, contradictions.open(tx, payment));
    }

    AfterAllView of(Tx tx, UnappliedPayment money, List<Refund> listed) {
        return of(tx, listed, contradictions.open(tx, money));
    }

    private AfterAllView of(Tx tx, List<Refund> listed, List<Contradiction> open) {
        List<Refund> unlisted = open.stream()
                .map(Contradiction::refund)
                .distinct()
                .filter(id -> listed.stream().noneMatch(one -> one.id().equals(id)))
                .map(id -> refunds.find(tx, open.getFirst().scope(), id).orElseThrow())
                .toList();
        List<Refund> all = Stream.concat(listed.stream(), unlisted.stream())
                .sorted(Comparator.comparing(Refund::createdAt)
                        .thenComparing(refund -> refund.id().text())
                        .reversed())
                .toList();
        List<Contradiction> answered = all.isEmpty()
                ? List.of()
                : contradictions.of(tx, all.getFirst().scope(), all).stream()
                        .filter(one -> !one.isOpen())
                        .toList();
        Map<RefundId, Countable> countable = new HashMap<>();
        for (Contradiction one : open) {
            countable.computeIfAbsent(one.refund(), id -> today(tx, of(all, id)));
        }
        List<Contradiction> told = Stream.concat(open.stream(), answered.stream())
                .sorted(Comparator.comparing(Contradiction::toldAt)
                        .thenComparing(Contradiction::id)
                        .reversed())
                .toList();
        return new AfterAllView(all, told, countable);
    }

    private static Refund of(List<Refund> refunds, RefundId id) {
        return refunds.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private Countable today(Tx tx, Refund failed) {
        PaymentId ofPayment = failed.target().payment();
        UnappliedPaymentId ofUnapplied = failed.target().unapplied();
        UnappliedPayment money = ofUnapplied == null
                ? null
                : unapplied.find(tx, failed.scope(), ofUnapplied).orElseThrow();
        PaymentId became =
                money != null && money.state() instanceof UnappliedPayment.State.Applied(String _, PaymentId applied)
                        ? applied
                        : ofPayment;
        return became == null
                ? countable(tx, failed, null, money)
                : countable(
                        tx, failed, payments.find(tx, failed.scope(), became).orElseThrow(), null);
    }

    /// @param payment that it could be counted of, or else `money`
    Countable countable(Tx tx, Refund failed, @Nullable Payment payment, @Nullable UnappliedPayment money) {
        var filter = payment != null
                ? RefundStore.Filter.ofPayment(payment.id())
                : new RefundStore.Filter(null, money == null ? null : money.id().text(), null, null);
        List<Refund> others = refunds.list(tx, failed.scope(), filter, PageRequest.newest(MOST_REFUNDS));
        return new Countable(payment, money, others, contradictions.of(tx, failed));
    }
}
