package com.plugipay.audit;

import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that a person, a key or Plugipay itself did. It never changes.
///
/// @param action dotted, `checkout_session.confirmed`
/// @param actorType `key`, `person` or `system`
/// @param before JSON of what was, with secrets masked
/// @param after JSON of what became of it, likewise
public record AuditEntry(
        String id,
        Scope scope,
        String action,
        String actorType,
        String actorId,
        @Nullable String actorName,
        @Nullable String ip,
        String targetType,
        String targetId,
        @Nullable String before,
        @Nullable String after,
        @Nullable String requestId,
        Instant createdAt) {}
