package com.plugipay.refund;

import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.refund.Refund.State;
import com.plugipay.refund.Refund.Via;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a refund that failed here, and went back after all, could be counted of today.
///
/// @param payment that it takes from, or else `money`
/// @param refunds of the same payment or money
/// @param told all that the provider said of the failed refund
record Countable(
        @Nullable Payment payment, @Nullable UnappliedPayment money, List<Refund> refunds, List<Contradiction> told) {
    /// What a person can answer. What would be wrong a moment later is not offered.
    enum Choice {
        /// It fits: count it, or do not.
        COUNT,
        /// It does not fit, or is in the books: there is nothing to count.
        LOOKED,
        /// It does not fit while another refund is under way. That ends first.
        BUSY,
        /// The provider is still asked. That ends first.
        ASKED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Choice of(Contradiction open) {
        if (open.isAsked()) {
            return Choice.ASKED;
        }
        if (isInTheBooks(open) || open.told().minor() < 1) {
            return Choice.LOOKED;
        }
        return payment != null ? ofPayment(payment, open.told()) : ofMoney(open.told());
    }

    /// A provider has one refund under one key: counted once, it is counted, whatever it is called now.
    private boolean isInTheBooks(Contradiction open) {
        return told.stream().anyMatch(one -> one.isAnswered(Contradiction.Answer.COUNTED))
                || refunds.stream()
                        .anyMatch(refund -> refund.state() instanceof State.Succeeded
                                && refund.via() == Via.PROVIDER
                                && open.providerReference().equals(refund.providerReference()));
    }

    private static Choice ofPayment(Payment payment, Money went) {
        if (went.currency() != payment.amount().currency()
                || went.minor() > payment.amount().minor() - payment.amountRefunded()) {
            return Choice.LOOKED;
        }
        return went.minor() <= payment.refundable() ? Choice.COUNT : Choice.BUSY;
    }

    /// Of money that fits nothing the whole goes back, or nothing.
    private Choice ofMoney(Money went) {
        if (money == null || !(money.state() instanceof UnappliedPayment.State.Open) || !went.equals(money.amount())) {
            return Choice.LOOKED;
        }
        return refunds.stream().anyMatch(refund -> refund.state() instanceof State.Pending)
                ? Choice.BUSY
                : Choice.COUNT;
    }
}
