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
    /// @param putOff how often it was, and was asked to come again later
    record Heard(
            @Nullable Instant lastAt,
            long refused,
            @Nullable Instant refusedAt,
            long putOff,
            @Nullable Instant putOffAt) {}

    // A copy that comes after nothing sure was learned is one more reason to ask.
    private static final String ARRIVED = """
            insert into provider_event
                   (id, workspace_id, mode, adapter, dedupe_key, our_key, reference, headers, body, copies, tries,
                    next_try_at, due, received_at, last_at)
            values (:id, :workspace, :mode, :adapter, :dedupeKey, :ourKey, :reference, cast(:headers as jsonb), :body,
                    1, 0, :now, true, :now, :now)
            on conflict (workspace_id, mode, adapter, dedupe_key) do update
               set copies = least(provider_event.copies + 1, 1000000),
                   last_at = greatest(provider_event.last_at, excluded.last_at),
                   tries = case provider_event.outcome when 'unclear' then 0 else provider_event.tries end,
                   next_try_at = case provider_event.outcome when 'unclear' then excluded.next_try_at
                                                             else provider_event.next_try_at end,
                   due = provider_event.due or coalesce(provider_event.outcome = 'unclear', false),
                   processed_at = case provider_event.outcome when 'unclear' then null
                                                              else provider_event.processed_at end,
                   outcome = nullif(provider_event.outcome, 'unclear')
            """;

    // Whoever is claimed or waits for later becomes due in time: each is marked once, the first first.
    static final String MARK_DUE = """
            update provider_event
               set due = true
             where id in (select id from provider_event
                           where not due and next_try_at <= :now
                           order by next_try_at
                           limit :most
                             for update skip locked)
            """;

    // One step through the index of what is due for each provider.
    static final String ADAPTERS = """
            with recursive provider (adapter, is_found) as (
                values ('', false)
                union all
                select next.adapter, true
                  from provider
                 cross join lateral (select e.adapter
                                       from provider_event e
                                      where e.due and e.next_try_at is not null and e.adapter > provider.adapter
                                      order by e.adapter
                                      limit 1) next
            )
            select adapter from provider where is_found
            """;

    // The same for each line, however many wait in it.
    static final String LINES = """
            with recursive line (workspace_id, mode, is_found) as (
                values (cast(:workspace as text), cast(:mode as text), false)
                union all
                select next.workspace_id, next.mode, true
                  from line
                 cross join lateral (select e.workspace_id, e.mode
                                       from provider_event e
                                      where e.due and e.next_try_at is not null and e.adapter = :adapter
                                        and (e.workspace_id, e.mode) > (line.workspace_id, line.mode)
                                      order by e.workspace_id, e.mode
                                      limit 1) next
            )
            select workspace_id, mode from line where is_found limit :most
            """;

    static final String DUE = """
            select id, workspace_id, mode, adapter, our_key, reference, tries, next_try_at, received_at
              from provider_event
             where due and workspace_id = :workspace and mode = :mode and adapter = :adapter and next_try_at <= :now
             order by next_try_at
             limit :most
            """;

    private static final String CLAIM = """
            update provider_event
               set tries = tries + 1, next_try_at = :until, due = false
             where workspace_id = :workspace and mode = :mode and id = :id and next_try_at = :seen
            """;

    private static final String DONE = """
            update provider_event
               set processed_at = :now, next_try_at = null, due = false, outcome = :outcome,
                   session_id = coalesce(:session, session_id)
             where workspace_id = :workspace and mode = :mode and id = :id and processed_at is null
            """;

    private static final String AGAIN = """
            update provider_event
               set next_try_at = :again, due = false, session_id = coalesce(:session, session_id)
             where workspace_id = :workspace and mode = :mode and id = :id and processed_at is null
            """;

    private static final String OF_SESSION = """
            select received_at, adapter, copies, outcome
              from provider_event
             where workspace_id = :workspace and mode = :mode and session_id = :session
             order by received_at desc
             limit :most
            """;

    private static final String HEARD = """
            select a.adapter, h.last_at, coalesce(r.refused, 0) as refused, r.refused_at,
                   coalesce(r.put_off, 0) as put_off, r.put_off_at
              from (values ('xendit'), ('midtrans'), ('paypal'), ('xenplatform')) as a (adapter)
             cross join lateral (select max(last_at) as last_at
                                   from provider_event
                                  where workspace_id = :workspace and mode = :mode and adapter = a.adapter) h
             cross join lateral (select sum(refused) as refused,
                                        max(refused_at) as refused_at,
                                        sum(put_off) as put_off,
                                        max(put_off_at) as put_off_at
                                   from provider_refusal
                                  where workspace_id = :workspace and mode = :mode and adapter = a.adapter
                                    and last_at > :since) r
            """;

    private static final String FORGET = """
            delete from provider_event
             where id in (select id from provider_event
                           where last_at < :before and processed_at is not null limit :most)
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

    /// How many were marked; no more than that.
    int markDueAcrossWorkspaces(Tx tx, Instant now, int most) {
        return tx.sql(MARK_DUE).param("now", Rows.at(now)).param("most", most).update();
    }

    /// The providers of which something is due.
    List<String> adaptersAcrossWorkspaces(Tx tx) {
        return tx.sql(ADAPTERS).query((row, n) -> Rows.text(row, "adapter")).list();
    }

    /// Of one provider, in a fixed order.
    ///
    /// @param after null to begin with the first
    List<CallbackLine> linesAcrossWorkspaces(Tx tx, String adapter, @Nullable CallbackLine after, int most) {
        return tx.sql(LINES)
                .param("adapter", adapter)
                .param(
                        "workspace",
                        after == null ? "" : after.scope().workspace().text())
                .param("mode", after == null ? "" : after.scope().mode().wire())
                .param("most", most)
                .query((row, n) -> new CallbackLine(scope(row), adapter))
                .list();
    }

    /// The oldest first.
    List<ProviderEvent> due(Tx tx, CallbackLine line, Instant now, int most) {
        Map<String, @Nullable Object> params = Params.of(line.scope());
        params.put("adapter", line.adapter());
        params.put("now", Rows.at(now));
        params.put("most", most);
        return tx.sql(DUE).params(params).query(ProviderEventStore::read).list();
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
                            Rows.instantOrNull(row, "refused_at"),
                            row.getLong("put_off"),
                            Rows.instantOrNull(row, "put_off_at")));
        });
        return heard;
    }

    int forgetAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static ProviderEvent read(ResultSet row, int n) throws SQLException {
        return new ProviderEvent(
                Rows.text(row, "id"),
                scope(row),
                Rows.text(row, "adapter"),
                Rows.textOrNull(row, "our_key"),
                Rows.textOrNull(row, "reference"),
                row.getInt("tries"),
                Rows.instantOrNull(row, "next_try_at"),
                Rows.instant(row, "received_at"));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        return new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode")));
    }
}
