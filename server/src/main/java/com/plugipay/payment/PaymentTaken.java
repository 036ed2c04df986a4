package com.plugipay.payment;

import com.plugipay.db.Tx;
import java.time.Instant;

/// Told of every payment, in the transaction that saves it, once what it pays for is completed. Implemented by the
/// feature that writes to customers.
public interface PaymentTaken {
    void taken(Tx tx, Payment payment, Instant now);
}
