package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// Hears how adapters answer charges, so that one which does not answer can rest. Declared here, known by `adapter`.
public interface AdapterHealth {
    /// It did not answer, or nobody was there.
    ///
    /// @param adapter as attempts name it
    /// @param code `unreachable` or `no_answer`
    void failed(Tx tx, Scope scope, String adapter, String code, Instant now);

    /// It answered, whatever it said.
    void answered(Tx tx, Scope scope, String adapter);
}
