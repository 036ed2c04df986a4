package com.plugipay.event;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// Appends facts. Runs in the transaction of the change, so that tables and log can never disagree.
public final class EventLog {
    private static final String APPEND = """
            insert into event (id, workspace_id, mode, type, aggregate_type, aggregate_id, sequence, data,
                               source, request_id, idempotency_key, occurred_at, created_at,
                               actor_type, actor_id, ip)
            values (:id, :workspace, :mode, :type, :aggregateType, :aggregateId, :sequence, :data,
                    :source, :requestId, :idempotencyKey, :occurredAt, :occurredAt,
                    :actorType, :actorId, :ip)
            """;

    private final Ids ids;

    public EventLog(Ids ids) {
        this.ids = ids;
    }

    /// What changed, as its reader sees it.
    ///
    /// @param sequence counts this object's events from 1, without gaps
    /// @param objectJson the object as its GET answers
    /// @param extrasJson further members of `data`, each starting with a comma, or empty
    public record Subject(
            String aggregateType, String aggregateId, long sequence, String objectJson, String extrasJson) {
        public Subject(String aggregateType, String aggregateId, long sequence, String objectJson) {
            this(aggregateType, aggregateId, sequence, objectJson, "");
        }
    }

    public void append(Tx tx, Scope scope, DomainEvent event, Subject subject, Origin origin, Instant now) {
        String data = "{\"object\":" + subject.objectJson() + ",\"aggregateType\":\"" + subject.aggregateType()
                + "\",\"aggregateId\":\"" + subject.aggregateId() + "\"" + subject.extrasJson() + "}";
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", ids.next(EventId.PREFIX));
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        params.put("type", event.type());
        params.put("aggregateType", subject.aggregateType());
        params.put("aggregateId", subject.aggregateId());
        params.put("sequence", subject.sequence());
        params.put("data", data);
        params.put("source", origin.source().wire());
        params.put("requestId", origin.requestId());
        params.put("idempotencyKey", origin.idempotencyKey());
        params.put("occurredAt", Rows.at(now));
        params.put("actorType", origin.actor().type().wire());
        params.put("actorId", origin.actor().id());
        params.put("ip", origin.ip());
        tx.later(APPEND, params);
    }
}
