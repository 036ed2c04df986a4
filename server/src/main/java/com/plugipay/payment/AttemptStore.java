package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.db.Wakeups;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
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

/// SQL of the attempts.
public final class AttemptStore {
    private static final String COLUMNS = """
            select id, workspace_id, mode, session_id, method, channel, adapter, test_card, state, amount, currency,
                   provider_reference, action_url, failure_code, failure_message, version, created_at, updated_at
              from payment_attempt
            """;

    private static final String OF_PAYABLE = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and session_id = :payable
             order by created_at, id
            """;

    private static final String ABANDONED = COLUMNS + """
             where state = 'created' and updated_at <= :before
             order by updated_at
             limit :most
            """;

    private static final String LOCK = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and id = :id
               for update
            """;

    private static final String INSERT = """
            insert into payment_attempt
                   (id, workspace_id, mode, session_id, method, channel, adapter, test_card, state, amount, currency,
                    version, created_at, updated_at)
            values (:id, :workspace, :mode, :payable, :method, :channel, :adapter, :testCard, :state, :amount,
                    :currency, :version, :createdAt, :updatedAt)
            """;

    // The version in the where clause makes this a compare-and-set: of two racing writers, one changes no row.
    private static final String UPDATE = """
            update payment_attempt
               set state = :state, provider_reference = :reference, action_url = :url, failure_code = :failureCode,
                   failure_message = :failureMessage, version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id and version = :version - 1
               and state in ('created', 'requires_action', 'in_doubt')
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

    /// Claimed, and without an outcome for so long that whoever claimed them is gone.
    public List<Attempt> abandonedAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(ABANDONED)
                .param("before", Rows.at(before))
                .param("most", most)
                .query(AttemptStore::read)
                .list();
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

    void insert(Tx tx, Attempt attempt) {
        tx.later(INSERT, params(attempt));
        wakeups.announceAfterCommit(tx, attempt.payable());
    }

    void update(Tx tx, Attempt attempt) {
        tx.later(UPDATE, params(attempt));
        wakeups.announceAfterCommit(tx, attempt.payable());
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
        params.put("testCard", attempt.testCard());
        params.put("state", attempt.state().wire());
        params.put("amount", attempt.amount().minor());
        params.put("currency", attempt.amount().currency().name());
        params.put("reference", attempt.providerReference());
        params.put("url", attempt.state() instanceof AttemptState.RequiresAction(String url) ? url : null);
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
                Rows.textOrNull(row, "test_card"),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                AttemptState.of(
                        Rows.text(row, "state"),
                        Rows.textOrNull(row, "action_url"),
                        Rows.textOrNull(row, "failure_code"),
                        Rows.textOrNull(row, "failure_message")),
                Rows.textOrNull(row, "provider_reference"),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
