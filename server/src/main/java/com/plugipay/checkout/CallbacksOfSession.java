package com.plugipay.checkout;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which callbacks of providers were about a session. Declared here, known by `inbound`.
public interface CallbacksOfSession {
    /// One callback.
    ///
    /// @param outcome what asking the provider came to: `asked` or `unclear`; null while it was not asked
    record Told(
            Instant at,
            String adapter,
            int copies,
            @Nullable String outcome) {}

    /// The newest first, and not more than a page shows.
    List<Told> of(Tx tx, Scope scope, String session);
}
