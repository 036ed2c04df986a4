package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.util.List;

/// What went back of a payment, as its GET shows it. Implemented by the feature that refunds.
public interface RefundsOfPayment {
    /// Oldest first, as JSON records.
    List<Object> of(Tx tx, Scope scope, PaymentId payment);
}
