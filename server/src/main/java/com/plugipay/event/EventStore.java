package com.plugipay.event;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL that reads the event log.
public final class EventStore {
    /// A fact as it was written.
    ///
    /// @param data JSON, byte for byte as delivered
    /// @param actorType `key`, `person`, `customer`, `provider` or `system`; null in rows older than this
    /// @param actorId of the key, the person or the adapter
    public record Event(
            String id,
            String type,
            String workspaceId,
            String mode,
            String aggregateId,
            long sequence,
            String data,
            String source,
            @Nullable String requestId,
            @Nullable String idempotencyKey,
            Instant occurredAt,
            Instant createdAt,
            @Nullable String actorType,
            @Nullable String actorId) {}

    /// What a list may be narrowed to; null means any.
    record Filter(
            @Nullable String type,
            @Nullable String aggregateId,
            @Nullable Instant occurredAfter,
            @Nullable Instant occurredBefore) {}

    private static final String COLUMNS = """
            select id, type, workspace_id, mode, aggregate_id, sequence, data, source, request_id, idempotency_key,
                   occurred_at, created_at, actor_type, actor_id
              from event
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String FIND = COLUMNS + " and id = :id";

    private static final String OF_AGGREGATES = COLUMNS + """
               and aggregate_id in (:aggregates)
             order by occurred_at desc, id desc
             limit :most
            """;

    private static final String COUNT_SINCE = """
            select count(*) from event
             where workspace_id = :workspace and mode = :mode and aggregate_id = :aggregate and type = :type
               and occurred_at > :since
            """;

    private static final String FILTERS = """
               and (cast(:type as text) is null or type = :type)
               and (cast(:aggregateId as text) is null or aggregate_id = :aggregateId)
               and (cast(:occurredAfter as timestamptz) is null or occurred_at >= :occurredAfter)
               and (cast(:occurredBefore as timestamptz) is null or occurred_at < :occurredBefore)
            """;

    private static final String NEWEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (occurred_at, id) < (:afterAt, :afterId))
             order by occurred_at desc, id desc
             limit :fetch
            """;

    private static final String OLDEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (occurred_at, id) > (:afterAt, :afterId))
             order by occurred_at, id
             limit :fetch
            """;

    Optional<Event> find(Tx tx, Scope scope, String id) {
        return tx.sql(FIND)
                .params(Params.of(scope))
                .param("id", id)
                .query(EventStore::read)
                .optional();
    }

    /// The newest facts about some objects.
    public List<Event> about(Tx tx, Scope scope, List<String> aggregates, int most) {
        return tx.sql(OF_AGGREGATES)
                .params(Params.of(scope))
                .param("aggregates", aggregates)
                .param("most", most)
                .query(EventStore::read)
                .list();
    }

    /// How often something happened to an object since then.
    public long countSince(Tx tx, Scope scope, String aggregate, String type, Instant since) {
        return tx.sql(COUNT_SINCE)
                .params(Params.of(scope))
                .param("aggregate", aggregate)
                .param("type", type)
                .param("since", Rows.at(since))
                .query(Long.class)
                .single();
    }

    List<Event> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("type", filter.type());
        params.put("aggregateId", filter.aggregateId());
        params.put("occurredAfter", Rows.atOrNull(filter.occurredAfter()));
        params.put("occurredBefore", Rows.atOrNull(filter.occurredBefore()));
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(EventStore::read)
                .list();
    }

    private static Event read(ResultSet row, int n) throws SQLException {
        return new Event(
                Rows.text(row, "id"),
                Rows.text(row, "type"),
                Rows.text(row, "workspace_id"),
                Rows.text(row, "mode"),
                Rows.text(row, "aggregate_id"),
                row.getLong("sequence"),
                Rows.text(row, "data"),
                Rows.text(row, "source"),
                Rows.textOrNull(row, "request_id"),
                Rows.textOrNull(row, "idempotency_key"),
                Rows.instant(row, "occurred_at"),
                Rows.instant(row, "created_at"),
                Rows.textOrNull(row, "actor_type"),
                Rows.textOrNull(row, "actor_id"));
    }
}
