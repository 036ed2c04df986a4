package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;

/// Finds and locks what an attempt pays for. Implemented by the features that can be paid.
public interface Payables {
    Asked<? extends Payable> lock(Tx tx, Scope scope, String id);

    /// Where a page of ours for an attempt lives, for providers that need one.
    String actionPath(Attempt attempt);
}
