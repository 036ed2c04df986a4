package com.plugipay.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The event log over the API.
@ApiRoutes
final class EventApi {
    private final Database database;
    private final EventStore store;
    private final Answers answers;

    EventApi(Database database, EventStore store, Answers answers) {
        this.database = database;
        this.store = store;
        this.answers = answers;
    }

    record Metadata(
            @Nullable String idempotencyKey,
            String mode,
            @Nullable String requestId,
            String source,
            @Nullable String replayOf) {}

    record Shown(
            String id,
            String type,
            String accountId,
            String mode,
            Instant occurredAt,
            long sequence,
            @JsonRawValue String data,
            Metadata metadata,
            Instant createdAt,
            @Nullable Instant publishedAt) {}

    @GetMapping("/events")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("event", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new EventStore.Filter(
                query.parsed(
                        "type",
                        "an event type",
                        type -> EventTypes.ALL.contains(type) ? Optional.of(type) : Optional.empty()),
                query.text("aggregateId", 64),
                query.time("occurredAfter"),
                query.time("occurredBefore"));
        query.check();
        List<EventStore.Event> rows = database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                event -> new PageRequest.After(event.occurredAt(), event.id()),
                shown -> Json.bytes(shown.stream().map(EventApi::json).toList()));
    }

    @GetMapping("/events/types")
    ResponseEntity<byte[]> types(Call call) {
        call.caller().needs("event", "read");
        return answers.ok(call.request(), Json.bytes(EventTypes.ALL));
    }

    @GetMapping("/events/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("event", "read");
        EventStore.Event event = database.read(call.scope(), tx -> store.find(tx, call.scope(), id))
                .orElseThrow(Rejected::notFound);
        return answers.ok(call.request(), Json.bytes(json(event)));
    }

    private static Shown json(EventStore.Event event) {
        return new Shown(
                event.id(),
                event.type(),
                event.workspaceId(),
                event.mode(),
                event.occurredAt(),
                event.sequence(),
                event.data(),
                new Metadata(event.idempotencyKey(), event.mode(), event.requestId(), event.source(), null),
                event.createdAt(),
                null);
    }
}
