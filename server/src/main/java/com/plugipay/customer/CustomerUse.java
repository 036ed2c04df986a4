package com.plugipay.customer;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// What may stand against deleting a customer. Implemented by the features that refer to one.
public interface CustomerUse {
    boolean isUsed(Tx tx, Scope scope, CustomerId customer, Instant now);
}
