package com.plugipay.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.RateLimits;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/// The audit log and the checks over the API.
@ApiRoutes
final class AuditApi {
    private final Database database;
    private final AuditStore store;
    private final AuditChecks checks;
    private final Answers answers;
    private final RateLimits limits;

    AuditApi(Database database, AuditStore store, AuditChecks checks, Answers answers, RateLimits limits) {
        this.database = database;
        this.store = store;
        this.checks = checks;
        this.answers = answers;
        this.limits = limits;
    }

    record ActorJson(
            String type,
            String id,
            @Nullable String name,
            @Nullable String ip) {}

    record Shown(
            String id,
            String action,
            ActorJson actor,
            String targetType,
            String targetId,
            @JsonRawValue @Nullable String before,
            @JsonRawValue @Nullable String after,
            @Nullable String requestId,
            @Nullable String hash,
            Instant createdAt) {}

    @GetMapping("/audit-log")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("audit", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new AuditStore.Filter(
                query.text("action", 64),
                query.text("actorId", 64),
                query.text("targetId", 64),
                query.time("createdAfter"),
                query.time("createdBefore"));
        query.check();
        List<AuditStore.Shown> rows = database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                row -> new PageRequest.After(
                        row.entry().createdAt(), row.entry().id()),
                shown -> Json.bytes(shown.stream().map(AuditApi::json).toList()));
    }

    /// The query of a chain and all money is heavy, so it may be asked only now and then.
    @GetMapping("/audit/checks")
    ResponseEntity<byte[]> check(Call call, HttpServletResponse response) {
        call.caller().needs("audit", "read");
        limits.count(
                RateLimits.Kind.HEAVY,
                call.scope().workspace().text() + " " + call.scope().mode().wire(),
                response);
        return answers.ok(call.request(), Json.bytes(checks.run(call.scope())));
    }

    private static Shown json(AuditStore.Shown shown) {
        AuditEntry entry = shown.entry();
        byte[] hash = shown.hash();
        return new Shown(
                entry.id(),
                entry.action(),
                new ActorJson(entry.actorType(), entry.actorId(), entry.actorName(), entry.ip()),
                entry.targetType(),
                entry.targetId(),
                entry.before(),
                entry.after(),
                entry.requestId(),
                hash == null ? null : HexFormat.of().formatHex(hash),
                entry.createdAt());
    }
}
