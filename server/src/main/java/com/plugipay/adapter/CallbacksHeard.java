package com.plugipay.adapter;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether the providers of a workspace have called lately, and who called in their name. Declared here, known by
/// `inbound`.
public interface CallbacksHeard {
    /// Of one adapter.
    ///
    /// @param lastAt when its provider last called; null when it did not
    /// @param refused how often somebody called who could not prove to be the provider, in the last 30 days
    /// @param refusedAt when that was last; null when it never was
    /// @param putOff how often the provider called too often and was asked to repeat it later, in the last 30 days
    /// @param putOffAt when that was last; null when it never was
    record Heard(
            @Nullable Instant lastAt,
            long refused,
            @Nullable Instant refusedAt,
            long putOff,
            @Nullable Instant putOffAt) {
        static final Heard NOTHING = new Heard(null, 0, null, 0, null);
    }

    /// By adapter, as attempts name it; without those of which nothing was heard.
    Map<String, Heard> of(Tx tx, Scope scope, Instant now);
}
