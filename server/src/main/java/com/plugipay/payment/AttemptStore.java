package com.plugipay.payment;

import com.plugipay.clock.DueStore;
import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.db.Wakeups;
import com.plugipay.http.Json;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Lane;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the attempts.
public final class AttemptStore {
    private static final String COLUMNS = """
            select id, workspace_id, mode, session_id, method, channel, adapter, route_reason, run_by, test_card,
                   phone, state, amount, currency, provider_reference, instrument, failure_code, failure_message, expires_at,
                   next_check_at, checks,
                   handed_over_at, version, created_at, updated_at
              from payment_attempt
            """;

    private static final String OF_PAYABLE = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and session_id = :payable
             order by created_at, id
            """;

    private static final DueStore WATCHED =
            new DueStore("payment_attempt", "next_check_at", "next_check_at is not null");

    private static final String DUE_LIVE = due(WATCHED.liveAcrossWorkspaces());
    private static final String DUE_IN_TEST = due(WATCHED.testAcrossWorkspaces());

    private static final String IS_REFERENCE_OF_ANOTHER = """
            select exists (select 1 from payment_attempt
                            where workspace_id = :workspace and mode = :mode and adapter = :adapter
                              and provider_reference = :reference and id <> :id)
            """;

    private static final String DUE_IN_WORKSPACE = COLUMNS + WATCHED.inWorkspace();

    private static final String FIND = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and id = :id
            """;

    private static final String EXISTS = "select exists (select 1 from payment_attempt where id = :id)";

    private static final String LOCK = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and id = :id
               for update
            """;

    private static final String INSERT = """
            insert into payment_attempt
                   (id, workspace_id, mode, session_id, method, channel, adapter, route_reason, run_by, test_card, phone, state,
                    amount, currency, provider_reference, instrument, expires_at, next_check_at, version, created_at,
                    updated_at)
            values (:id, :workspace, :mode, :payable, :method, :channel, :adapter, :routeReason, :runBy, :testCard,
                    :phone, :state, :amount, :currency, :reference, cast(:instrument as jsonb), :expiresAt, :nextCheckAt,
                    :version, :createdAt,
                    :updatedAt)
            """;

    // The version in the where clause makes this a compare-and-set: of two racing writers, one changes no row.
    // What succeeded stays.
    private static final String UPDATE = """
            update payment_attempt
               set state = :state, provider_reference = :reference, instrument = cast(:instrument as jsonb),
                   failure_code = :failureCode, failure_message = :failureMessage, expires_at = :expiresAt, next_check_at = :nextCheckAt,
                   checks = :checks, handed_over_at = :handedOverAt, version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id and version = :version - 1
               and state <> 'succeeded'
            """;

    private static final String POSTPONE = """
            update payment_attempt
               set next_check_at = :next, checks = :checks, handed_over_at = :handedOverAt
             where workspace_id = :workspace and mode = :mode and id = :id and next_check_at <= :until
            """;

    // Of two who saw the same, one changes a row.
    private static final String CLAIM = """
            update payment_attempt
               set next_check_at = :until
             where workspace_id = :workspace and mode = :mode and id = :id and next_check_at = :seen
            """;

    private static final String RESERVE = """
            update payment_attempt set unique_code = :code
             where workspace_id = :workspace and mode = :mode and id = :id and unique_code is null
            """;

    private static final String LOCK_AMOUNTS = """
            select 1 from pg_advisory_xact_lock(hashtextextended('unique amount ' || :workspace || ' ' || :mode, 0))
            """;

    /// Amounts that nobody was asked for of late come first, then those that were longest ago.
    private static final String FREE_CODE = """
            with asked as (
                select amount, max(updated_at) as last_at, bool_or(is_open) as is_open
                  from (select amount, updated_at, true as is_open
                          from payment_attempt
                         where workspace_id = :workspace and mode = :mode and adapter = 'manual' and currency = 'IDR'
                           and state in ('created', 'requires_action', 'in_doubt')
                           and amount between cast(:price as bigint) - :most and cast(:price as bigint)
                        union all
                        select amount, updated_at, false
                          from payment_attempt
                         where workspace_id = :workspace and mode = :mode and adapter = 'manual' and currency = 'IDR'
                           and updated_at > :since
                           and amount between cast(:price as bigint) - :most and cast(:price as bigint)) as one
                 group by amount)
            select code
              from generate_series(1, cast(:most as int)) as code
              left join asked on asked.amount = cast(:price as bigint) - code
             where asked.is_open is not true
             order by asked.last_at nulls first, code
             limit 1
            """;

    private final Wakeups wakeups;

    AttemptStore(Wakeups wakeups) {
        this.wakeups = wakeups;
    }

    /// Oldest first.
    public Asked<Attempt> ofPayable(Tx tx, Scope scope, String payable) {
        return tx.ask(
                OF_PAYABLE,
                Map.of(
                        "workspace",
                        scope.workspace().text(),
                        "mode",
                        scope.mode().wire(),
                        "payable",
                        payable),
                AttemptStore::read);
    }

    /// Those that are to be asked about now, the first first.
    List<Attempt> dueAcrossWorkspaces(Tx tx, Lane lane, Instant now, int most) {
        String adapter = lane.adapter();
        var params = new HashMap<String, Object>(Map.of("now", Rows.at(now), "most", most));
        if (adapter != null) {
            params.put("adapter", adapter);
        }
        return tx.sql(adapter == null ? DUE_IN_TEST : DUE_LIVE)
                .params(params)
                .query(AttemptStore::read)
                .list();
    }

    private static String due(String ids) {
        return COLUMNS + "where id in (" + ids + ") order by next_check_at limit :most";
    }

    List<Attempt> due(Tx tx, Scope scope, Instant moment, int most) {
        return tx.sql(DUE_IN_WORKSPACE)
                .param("workspace", scope.workspace().text())
                .param("moment", Rows.at(moment))
                .param("most", most)
                .query(AttemptStore::read)
                .list();
    }

    Asked<Instant> nextDue(Tx tx, Scope scope, Instant after) {
        return WATCHED.next(tx, scope, after);
    }

    Optional<Attempt> find(Tx tx, Scope scope, AttemptId id) {
        return tx.sql(FIND)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(AttemptStore::read)
                .optional();
    }

    boolean existsAcrossWorkspaces(Tx tx, AttemptId id) {
        return tx.sql(EXISTS).param("id", id.text()).query(Boolean.class).single();
    }

    Asked<Attempt> lock(Tx tx, Scope scope, AttemptId id) {
        return tx.ask(
                LOCK,
                Map.of(
                        "workspace",
                        scope.workspace().text(),
                        "mode",
                        scope.mode().wire(),
                        "id",
                        id.text()),
                AttemptStore::read);
    }

    /// Whether its provider calls another attempt by this name.
    boolean isReferenceOfAnother(Tx tx, Attempt attempt, String reference) {
        return tx.sql(IS_REFERENCE_OF_ANOTHER)
                .param("workspace", attempt.scope().workspace().text())
                .param("mode", attempt.scope().mode().wire())
                .param("adapter", attempt.adapter())
                .param("reference", reference)
                .param("id", attempt.id().text())
                .query(Boolean.class)
                .single();
    }

    void insert(Tx tx, Attempt attempt) {
        tx.later(INSERT, params(attempt));
        wakeups.announceAfterCommit(tx, attempt.payable());
    }

    /// The attempt asks this much less than the price, an amount of its own for as long as it is live.
    void reserve(Tx tx, Attempt attempt, int code) {
        Map<String, @Nullable Object> params = Params.of(attempt.scope());
        params.put("id", attempt.id().text());
        params.put("code", code);
        tx.later(RESERVE, params);
    }

    /// The least that can be taken off a price so that no other live attempt by hand asks for the rest; none when all
    /// are taken. Nobody else of this workspace and mode chooses until the transaction ends.
    ///
    /// @param most that may be taken off
    /// @param since when an amount that was asked for before has rested
    Optional<Integer> freeCode(Tx tx, Scope scope, long price, int most, Instant since) {
        Map<String, @Nullable Object> params = Params.of(scope);
        tx.sql(LOCK_AMOUNTS).params(params).query(Integer.class).single();
        params.put("price", price);
        params.put("most", most);
        params.put("since", Rows.at(since));
        return tx.sql(FREE_CODE).params(params).query(Integer.class).optional();
    }

    void update(Tx tx, Attempt attempt) {
        tx.later(UPDATE, params(attempt));
        wakeups.announceAfterCommit(tx, attempt.payable());
    }

    /// Takes it to ask about it, from whoever else saw the same.
    void claim(Tx tx, Attempt seen, Watch mine) {
        tx.later(
                CLAIM,
                Map.of(
                        "workspace",
                        seen.scope().workspace().text(),
                        "mode",
                        seen.scope().mode().wire(),
                        "id",
                        seen.id().text(),
                        "until",
                        Rows.atOrNull(mine.nextCheckAt()),
                        "seen",
                        Rows.atOrNull(seen.watch().nextCheckAt())));
    }

    /// Moves the next look only; nothing happens when somebody moved it beyond a claim.
    ///
    /// @param claim the longest that there may be
    void postpone(Tx tx, Attempt attempt, Watch later, Watch claim) {
        Map<String, @Nullable Object> params = params(attempt);
        params.put("next", Rows.atOrNull(later.nextCheckAt()));
        params.put("checks", later.checks());
        params.put("handedOverAt", Rows.atOrNull(later.handedOverAt()));
        params.put("until", Rows.atOrNull(claim.nextCheckAt()));
        tx.sql(POSTPONE).params(params).update();
    }

    private static Map<String, @Nullable Object> params(Attempt attempt) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", attempt.id().text());
        params.put("workspace", attempt.scope().workspace().text());
        params.put("mode", attempt.scope().mode().wire());
        params.put("payable", attempt.payable());
        params.put("method", attempt.method());
        params.put("channel", attempt.channel());
        params.put("adapter", attempt.adapter());
        params.put("routeReason", attempt.routeReason());
        params.put("runBy", attempt.runBy());
        params.put("testCard", attempt.testCard());
        params.put("phone", attempt.phone());
        params.put("state", attempt.state().wire());
        params.put("amount", attempt.amount().minor());
        params.put("currency", attempt.amount().currency().name());
        params.put("reference", attempt.providerReference());
        params.put(
                "instrument",
                attempt.state() instanceof AttemptState.RequiresAction(Instrument instrument)
                        ? Json.text(InstrumentJson.of(instrument))
                        : null);
        params.put("expiresAt", Rows.at(attempt.expiresAt()));
        params.put("nextCheckAt", Rows.atOrNull(attempt.watch().nextCheckAt()));
        params.put("checks", attempt.watch().checks());
        params.put("handedOverAt", Rows.atOrNull(attempt.watch().handedOverAt()));
        AttemptState.Failed failed = attempt.state() instanceof AttemptState.Failed f ? f : null;
        params.put("failureCode", failed == null ? null : failed.code());
        params.put("failureMessage", failed == null ? null : failed.message());
        params.put("version", attempt.version());
        params.put("createdAt", Rows.at(attempt.createdAt()));
        params.put("updatedAt", Rows.at(attempt.updatedAt()));
        return params;
    }

    private static Attempt read(ResultSet row, int n) throws SQLException {
        return new Attempt(
                new AttemptId(Rows.text(row, "id")),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                Rows.text(row, "session_id"),
                Rows.text(row, "method"),
                Rows.text(row, "channel"),
                Rows.text(row, "adapter"),
                Rows.textOrNull(row, "route_reason"),
                Rows.text(row, "run_by"),
                Rows.textOrNull(row, "test_card"),
                Rows.textOrNull(row, "phone"),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                state(row),
                Rows.textOrNull(row, "provider_reference"),
                Rows.instant(row, "expires_at"),
                new Watch(
                        Rows.instantOrNull(row, "next_check_at"),
                        row.getInt("checks"),
                        Rows.instantOrNull(row, "handed_over_at")),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static AttemptState state(ResultSet row) throws SQLException {
        String state = Rows.text(row, "state");
        return switch (state) {
            case "created" -> new AttemptState.Created();
            case "requires_action" ->
                new AttemptState.RequiresAction(InstrumentJson.read(Rows.text(row, "instrument")));
            case "in_doubt" -> new AttemptState.InDoubt();
            case "succeeded" -> new AttemptState.Succeeded();
            case "failed" -> new AttemptState.Failed(Rows.text(row, "failure_code"), Rows.text(row, "failure_message"));
            case "voided" -> new AttemptState.Voided();
            default -> throw new IllegalStateException("not an attempt state: " + state);
        };
    }
}
