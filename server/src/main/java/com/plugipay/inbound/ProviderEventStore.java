package com.plugipay.inbound;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// SQL of the callbacks.
final class ProviderEventStore {
    /// As it came, before anything is known of it.
    record Arrived(
            String id,
            String adapter,
            String dedupeKey,
            @Nullable String ourKey,
            @Nullable String reference,
            String headersJson,
            byte[] body) {}

    /// A callback in the story of a session.
    record Told(
            Instant at,
            String adapter,
            int copies,
            @Nullable String outcome) {}

    /// Who has called in the name of a provider.
    ///
    /// @param lastAt when it was the provider
    /// @param refused how often it was not
    record Heard(
            @Nullable Instant lastAt,
            long refused,
            @Nullable Instant refusedAt) {}

    // A copy that comes after nothing sure was learned is one more reason to ask.
    private static final String ARRIVED = """
            insert into provider_event
                   (id, workspace_id, mode, adapter, dedupe_key, our_key, reference, headers, body, copies, tries,
                    next_try_at, received_at, last_at)
            values (:id, :workspace, :mode, :adapter, :dedupeKey, :ourKey, :reference, cast(:headers as jsonb), :body,
                    1, 0, :now, :now, :now)
            on conflict (workspace_id, mode, adapter, dedupe_key) do update
               set copies = least(provider_event.copies + 1, 1000000),
                   last_at = greatest(provider_event.last_at, excluded.last_at),
                   tries = case provider_event.outcome when 'unclear' then 0 else provider_event.tries end,
                   next_try_at = case provider_event.outcome when 'unclear' then excluded.next_try_at
                                                             else provider_event.next_try_at end,
                   processed_at = case provider_event.outcome when 'unclear' then null
                                                              else provider_event.processed_at end,
                   outcome = nullif(provider_event.outcome, 'unclear')
            """;

    private static final String DUE = """
            select id, workspace_id, mode, adapter, our_key, reference, tries, next_try_at, received_at
              from provider_event
             where next_try_at <= :now
             order by next_try_at
             limit :most
            """;

    private static final String CLAIM = """
            update provider_event
               set tries = tries + 1, next_try_at = :until
             where workspace_id = :workspace and mode = :mode and id = :id and next_try_at = :seen
            """;

    private static final String DONE = """
            update provider_event
               set processed_at = :now, next_try_at = null, outcome = :outcome,
                   session_id = coalesce(:session, session_id)
             where workspace_id = :workspace and mode = :mode and id = :id and processed_at is null
            """;

    private static final String AGAIN = """
            update provider_event
               set next_try_at = :again, session_id = coalesce(:session, session_id)
             where workspace_id = :workspace and mode = :mode and id = :id and processed_at is null
            """;

    private static final String OF_SESSION = """
            select received_at, adapter, copies, outcome
              from provider_event
             where workspace_id = :workspace and mode = :mode and session_id = :session
             order by received_at desc
             limit :most
            """;

    private static final String REFUSED = """
            insert into provider_refusal (workspace_id, mode, adapter, day, refused, last_at)
            values (:workspace, :mode, :adapter, cast(:now as timestamptz) at time zone 'UTC', 1, :now)
            on conflict (workspace_id, mode, adapter, day) do update
               set refused = provider_refusal.refused + 1,
                   last_at = greatest(provider_refusal.last_at, excluded.last_at)
            """;

    private static final String HEARD = """
            select a.adapter, h.last_at, coalesce(r.refused, 0) as refused, r.refused_at
              from (values ('xendit'), ('midtrans'), ('paypal'), ('xenplatform')) as a (adapter)
             cross join lateral (select max(last_at) as last_at
                                   from provider_event
                                  where workspace_id = :workspace and mode = :mode and adapter = a.adapter) h
             cross join lateral (select sum(refused) as refused, max(last_at) as refused_at
                                   from provider_refusal
                                  where workspace_id = :workspace and mode = :mode and adapter = a.adapter
                                    and last_at > :since) r
            """;

    private static final String FORGET = """
            delete from provider_event
             where id in (select id from provider_event
                           where last_at < :before and processed_at is not null limit :most)
            """;

    private static final String FORGET_REFUSALS = """
            delete from provider_refusal
             where (workspace_id, mode, adapter, day) in (select workspace_id, mode, adapter, day from provider_refusal
                                                           where last_at < :before limit :most)
            """;

    /// A copy of one that is there is counted.
    void arrived(Tx tx, Scope scope, Arrived event, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("id", event.id());
        params.put("adapter", event.adapter());
        params.put("dedupeKey", event.dedupeKey());
        params.put("ourKey", event.ourKey());
        params.put("reference", event.reference());
        params.put("headers", event.headersJson());
        params.put("body", event.body());
        params.put("now", Rows.at(now));
        tx.later(ARRIVED, params);
    }

    List<ProviderEvent> dueAcrossWorkspaces(Tx tx, Instant now, int most) {
        return tx.sql(DUE)
                .param("now", Rows.at(now))
                .param("most", most)
                .query(ProviderEventStore::read)
                .list();
    }

    /// False when somebody else has it.
    boolean claim(Tx tx, ProviderEvent event, Instant until) {
        Map<String, @Nullable Object> params = Params.of(event.scope());
        params.put("id", event.id());
        params.put("seen", Rows.atOrNull(event.nextTryAt()));
        params.put("until", Rows.at(until));
        return tx.sql(CLAIM).params(params).update() == 1;
    }

    void done(Tx tx, ProviderEvent event, ProviderEvent.Outcome outcome, @Nullable String session, Instant now) {
        Map<String, @Nullable Object> params = Params.of(event.scope());
        params.put("id", event.id());
        params.put("outcome", outcome.wire());
        params.put("session", session);
        params.put("now", Rows.at(now));
        tx.sql(DONE).params(params).update();
    }

    void again(Tx tx, ProviderEvent event, @Nullable String session, Instant at) {
        Map<String, @Nullable Object> params = Params.of(event.scope());
        params.put("id", event.id());
        params.put("session", session);
        params.put("again", Rows.at(at));
        tx.sql(AGAIN).params(params).update();
    }

    List<Told> ofSession(Tx tx, Scope scope, String session, int most) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("session", session);
        params.put("most", most);
        return tx.sql(OF_SESSION)
                .params(params)
                .query((row, n) -> new Told(
                        Rows.instant(row, "received_at"),
                        Rows.text(row, "adapter"),
                        row.getInt("copies"),
                        Rows.textOrNull(row, "outcome")))
                .list();
    }

    void refused(Tx tx, Scope scope, String adapter, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("adapter", adapter);
        params.put("now", Rows.at(now));
        tx.later(REFUSED, params);
    }

    /// By adapter.
    Map<String, Heard> heard(Tx tx, Scope scope, Instant since) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("since", Rows.at(since));
        var heard = new HashMap<String, Heard>();
        tx.sql(HEARD).params(params).query(row -> {
            heard.put(
                    Rows.text(row, "adapter"),
                    new Heard(
                            Rows.instantOrNull(row, "last_at"),
                            row.getLong("refused"),
                            Rows.instantOrNull(row, "refused_at")));
        });
        return heard;
    }

    int forgetAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    int forgetRefusalsAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET_REFUSALS)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static ProviderEvent read(ResultSet row, int n) throws SQLException {
        return new ProviderEvent(
                Rows.text(row, "id"),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                Rows.text(row, "adapter"),
                Rows.textOrNull(row, "our_key"),
                Rows.textOrNull(row, "reference"),
                row.getInt("tries"),
                Rows.instantOrNull(row, "next_try_at"),
                Rows.instant(row, "received_at"));
    }
}
