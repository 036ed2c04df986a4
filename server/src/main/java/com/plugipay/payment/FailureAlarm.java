package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;

/// Whether too many of a workspace's tries to pay fail of late, so that its customers get half as many. Declared here,
/// known by `alarm`.
public interface FailureAlarm {
    boolean isRaised(Tx tx, Scope scope);

    /// How often a public page may do what it usually may do so often.
    default int most(Tx tx, Scope scope, int usually) {
        return isRaised(tx, scope) ? usually / 2 : usually;
    }
}
