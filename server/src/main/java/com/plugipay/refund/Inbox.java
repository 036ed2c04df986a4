package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.http.PageRequest;
import com.plugipay.payment.Payables;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.UnappliedStore;
import com.plugipay.refund.Refund.Via;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the money that waits for a decision, with what a decision needs.
final class Inbox {
    private static final int MOST_OPEN = 50;
    private static final int MOST_DONE = 20;
    private static final int MOST_CHOICES = 20;
    private static final int MOST_REFUNDS = 20;

    private final Database database;
    private final UnappliedStore unapplied;
    private final Payables payables;
    private final RefundStore refunds;
    private final FindAfterAll afterAll;
    private final OrderRefund order;
    private final WorkspaceTime time;

    Inbox(
            Database database,
            UnappliedStore unapplied,
            Payables payables,
            RefundStore refunds,
            FindAfterAll afterAll,
            OrderRefund order,
            WorkspaceTime time) {
        this.database = database;
        this.unapplied = unapplied;
        this.payables = payables;
        this.refunds = refunds;
        this.afterAll = afterAll;
        this.order = order;
        this.time = time;
    }

    /// @param open oldest first
    /// @param done newest first
    record Listed(List<UnappliedPayment> open, boolean moreOpen, List<UnappliedPayment> done) {}

    /// @param afterAll what the provider says of its refunds that failed
    /// @param choices open sessions that it could pay for, newest first
    record Seen(UnappliedPayment money, AfterAllView afterAll, List<Payables.Open> choices, Via via) {
        /// Newest first.
        List<Refund> refunds() {
            return afterAll.refunds();
        }

        boolean isOpen() {
            return money.state() instanceof UnappliedPayment.State.Open;
        }

        boolean isBeingRefunded() {
            return refunds().stream().anyMatch(refund -> refund.state() instanceof Refund.State.Pending);
        }
    }

    Listed list(Scope scope) {
        return database.read(scope, tx -> {
            List<UnappliedPayment> open = of(tx, scope, "open", new PageRequest(MOST_OPEN, true, null));
            List<UnappliedPayment> done = Stream.of("applied", "refunded")
                    .flatMap(status -> of(tx, scope, status, PageRequest.newest(MOST_DONE)).stream())
                    .sorted((one, other) -> other.updatedAt().compareTo(one.updatedAt()))
                    .limit(MOST_DONE)
                    .toList();
            return new Listed(open.stream().limit(MOST_OPEN).toList(), open.size() > MOST_OPEN, done);
        });
    }

    Seen see(Scope scope, UnappliedPaymentId id) {
        return database.read(scope, tx -> {
            UnappliedPayment money = unapplied.find(tx, scope, id).orElseThrow(Rejected::notFound);
            boolean open = money.state() instanceof UnappliedPayment.State.Open;
            List<Payables.Open> choices =
                    open ? payables.open(tx, scope, money.amount(), time.now(scope), MOST_CHOICES) : List.of();
            UnappliedPayment.Source source = money.source();
            boolean provider = order.canUseProvider(scope, source.adapter(), source.channel(), money.receivedAt());
            List<Refund> back =
                    refunds.list(tx, scope, RefundStore.Filter.ofUnapplied(id), PageRequest.newest(MOST_REFUNDS));
            return new Seen(money, afterAll.of(tx, money, back), choices, provider ? Via.PROVIDER : Via.MANUAL);
        });
    }

    private List<UnappliedPayment> of(Tx tx, Scope scope, @Nullable String status, PageRequest page) {
        return unapplied.list(tx, scope, new UnappliedStore.Filter(status, null, null, null, null), page);
    }
}
