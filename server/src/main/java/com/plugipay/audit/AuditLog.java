package com.plugipay.audit;

import com.plugipay.db.Tx;
import com.plugipay.event.Actor;
import com.plugipay.event.Origin;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes down what people and keys do to money, settings and access, in the transaction of the deed.
///
/// Nothing waits: an entry gets its place in the chain later, by [SealAuditLog].
public final class AuditLog {
    private final AuditStore store;
    private final Ids ids;

    AuditLog(AuditStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /// What customers and providers do is in the event log and is left out here.
    ///
    /// @param action dotted, `refund.created`
    /// @param beforeJson the part that changed, as it was, secrets masked; null for something new
    /// @param afterJson the same as it is now; null for something gone
    public void write(
            Tx tx,
            Scope scope,
            Origin origin,
            String action,
            String targetType,
            String targetId,
            @Nullable String beforeJson,
            @Nullable String afterJson,
            Instant now) {
        Actor actor = origin.actor();
        switch (actor.type()) {
            case CUSTOMER, PROVIDER -> {}
            case KEY, PERSON, SYSTEM ->
                store.insert(
                        tx,
                        new AuditEntry(
                                ids.next("aud"),
                                scope,
                                action,
                                actor.type().wire(),
                                actor.id() == null ? actor.type().wire() : actor.id(),
                                actor.name(),
                                origin.ip(),
                                targetType,
                                targetId,
                                beforeJson,
                                afterJson,
                                origin.requestId(),
                                now));
        }
    }
}
