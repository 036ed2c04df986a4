package com.plugipay.ledger;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One money fact as debits and credits. Make it by its template; what does not balance cannot be made at all.
///
/// @param factId what happened: with the kind it names the fact, which is booked once
/// @param sourceId of the object that people look for: a fact of a payment is found by its session
public record Booking(
        Kind kind,
        String factId,
        SourceType sourceType,
        String sourceId,
        List<Line> lines,
        @Nullable String memo) {
    private static final int FEWEST_LINES = 2;
    private static final int MEMO_LENGTH = 500;

    /// What happened to the money.
    public enum Kind {
        CAPTURE("capture"),
        FEE("fee"),
        REFUND("refund"),
        UNAPPLIED("unapplied"),
        APPLY("apply"),
        UNAPPLIED_REFUND("unapplied_refund"),
        ADJUSTMENT("adjustment"),
        PAYOUT("payout");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static Kind of(String wire) {
            for (Kind kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("not a kind of booking: " + wire);
        }
    }

    /// Which side of an account.
    public enum Direction {
        DEBIT("debit"),
        CREDIT("credit");

        private final String wire;

        Direction(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static Direction of(String wire) {
            return wire.equals("debit") ? DEBIT : CREDIT;
        }
    }

    /// One amount on one side of one account.
    public record Line(Account account, Direction direction, Money amount) {
        public Line {
            if (amount.minor() < 1) {
                throw new IllegalArgumentException("a line of a booking has no amount: " + account.code());
            }
        }
    }

    public Booking {
        lines = List.copyOf(lines);
        if (lines.size() < FEWEST_LINES) {
            throw new IllegalArgumentException("a booking has two lines or more");
        }
        if (factId.isEmpty() || sourceId.isEmpty()) {
            throw new IllegalArgumentException("a booking says what happened and to what");
        }
        if (memo != null && memo.length() > MEMO_LENGTH) {
            throw new IllegalArgumentException("the memo is too long");
        }
        net(lines).forEach((currency, net) -> {
            if (net != 0) {
                throw new IllegalArgumentException("a booking in " + currency + " does not net to zero");
            }
        });
    }

    /// A payment came in. Money in a person's hand is cash, any other is with its provider.
    public static Booking capture(String adapter, Account revenue, String paymentId, String sessionId, Money amount) {
        return of(
                Kind.CAPTURE,
                paymentId,
                SourceType.CHECKOUT_SESSION,
                sessionId,
                Account.holding(adapter),
                revenue(revenue),
                amount);
    }

    /// What the provider kept of a payment.
    public static Booking fee(String adapter, String paymentId, String sessionId, Money amount) {
        return of(
                Kind.FEE,
                paymentId,
                SourceType.CHECKOUT_SESSION,
                sessionId,
                Account.CHANNEL_FEE,
                Account.holding(adapter),
                amount);
    }

    /// Money of a payment went back.
    ///
    /// @param adapterOrCash whose money it was: the adapter's, or `cash` when a person sent it by hand
    public static Booking refund(String adapterOrCash, String refundId, Money amount) {
        return of(
                Kind.REFUND,
                refundId,
                SourceType.REFUND,
                refundId,
                Account.REFUND,
                Account.holding(adapterOrCash),
                amount);
    }

    /// Money came in that fits nothing yet.
    public static Booking unapplied(String adapter, String unappliedId, Money amount) {
        return of(
                Kind.UNAPPLIED,
                unappliedId,
                SourceType.UNAPPLIED_PAYMENT,
                unappliedId,
                Account.holding(adapter),
                Account.UNAPPLIED,
                amount);
    }

    /// What the provider kept of money that fits nothing yet.
    public static Booking unappliedFee(String adapter, String unappliedId, Money amount) {
        return of(
                Kind.FEE,
                unappliedId,
                SourceType.UNAPPLIED_PAYMENT,
                unappliedId,
                Account.CHANNEL_FEE,
                Account.holding(adapter),
                amount);
    }

    /// Money that waited became a payment. What of it is left over stays in its account, so that `amount` is what the
    /// payment took.
    public static Booking applied(String unappliedId, String paymentId, Account revenue, Money amount) {
        return of(
                Kind.APPLY,
                paymentId,
                SourceType.UNAPPLIED_PAYMENT,
                unappliedId,
                Account.UNAPPLIED,
                revenue(revenue),
                amount);
    }

    /// Money that waited went back.
    ///
    /// @param adapterOrCash as in [#refund]
    public static Booking unappliedRefund(String adapterOrCash, String unappliedId, String refundId, Money amount) {
        return of(
                Kind.UNAPPLIED_REFUND,
                refundId,
                SourceType.UNAPPLIED_PAYMENT,
                unappliedId,
                Account.UNAPPLIED,
                Account.holding(adapterOrCash),
                amount);
    }

    /// Less came in than the payment says, knowingly: the unique last digits of a bank transfer.
    public static Booking adjustment(String adapter, String paymentId, String sessionId, Money amount) {
        return of(
                Kind.ADJUSTMENT,
                paymentId,
                SourceType.CHECKOUT_SESSION,
                sessionId,
                Account.ADJUSTMENT,
                Account.holding(adapter),
                amount);
    }

    /// The same fact with a word for the people who read it.
    public Booking withMemo(String text) {
        return new Booking(kind, factId, sourceType, sourceId, lines, text);
    }

    private static Booking of(
            Kind kind,
            String factId,
            SourceType sourceType,
            String sourceId,
            Account debit,
            Account credit,
            Money amount) {
        return new Booking(
                kind,
                factId,
                sourceType,
                sourceId,
                List.of(new Line(debit, Direction.DEBIT, amount), new Line(credit, Direction.CREDIT, amount)),
                null);
    }

    private static Account revenue(Account account) {
        if (!account.isRevenue()) {
            throw new IllegalArgumentException("not revenue: " + account.code());
        }
        return account;
    }

    private static Map<Currency, Long> net(List<Line> lines) {
        Map<Currency, Long> net = new EnumMap<>(Currency.class);
        for (Line line : lines) {
            long minor = line.amount().minor();
            long signed = switch (line.direction()) {
                case DEBIT -> minor;
                case CREDIT -> -minor;
            };
            net.merge(line.amount().currency(), signed, Math::addExact);
        }
        return net;
    }
}
