package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.db.Wakeups;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.UnappliedPayment.State;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the money that fits no open session.
public final class UnappliedStore {
    /// What a list may be narrowed to; null means any.
    public record Filter(
            @Nullable String status,
            @Nullable String reason,
            @Nullable String checkoutSessionId,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {}

    private static final String SELECT = """
            select id, workspace_id, mode, reason, status, amount, currency, fee_amount, expected_amount, method, channel,
                   adapter, provider_reference, session_id, attempt_id, customer_id, applied_session_id, applied_payment_id,
                   refund_id, split_from, received_at, version, created_at, updated_at
            """;

    private static final String FROM = """
              from unapplied_payment
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String COLUMNS = SELECT + FROM;

    private static final String FIND = COLUMNS + " and id = :id";

    private static final String LOCK = FIND + " for update";

    private static final String OF_SESSION =
            SELECT + """
                   , exists (select 1 from refund r
                              where r.workspace_id = :workspace and r.mode = :mode
                                and r.unapplied_payment_id = unapplied_payment.id and r.status = 'pending') as going_back
            """ + FROM + " and session_id = :sessionId order by created_at desc, id desc limit 20";

    // One reference is one money, whether it became a payment or was put aside.
    private static final String IS_KNOWN = """
            select exists (select 1 from payment
                            where workspace_id = :workspace and mode = :mode and adapter = :adapter
                              and provider_reference = :reference and unapplied_payment_id is null)
                or exists (select 1 from unapplied_payment
                            where workspace_id = :workspace and mode = :mode and adapter = :adapter
                              and provider_reference = :reference)
            """;

    // What went back of the money that this is the rest of may have been this, too.
    private static final String IS_BEING_REFUNDED = """
            with recursive money as (
                select id, split_from from unapplied_payment
                 where workspace_id = :workspace and mode = :mode and id = :id
                union all
                select u.id, u.split_from from unapplied_payment u join money m on u.id = m.split_from
                 where u.workspace_id = :workspace and u.mode = :mode)
            select exists (select 1 from refund
                            where workspace_id = :workspace and mode = :mode and unapplied_payment_id = :id
                              and status = 'pending')
                or exists (select 1 from refund_contradiction c
                             join refund r on r.id = c.refund_id
                            where c.workspace_id = :workspace and c.mode = :mode and c.answer is null
                              and r.unapplied_payment_id in (select id from money))
            """;

    private static final String FILTERS = """
               and (cast(:status as text) is null or status = :status)
               and (cast(:reason as text) is null or reason = :reason)
               and (cast(:sessionId as text) is null or session_id = :sessionId)
               and (cast(:createdAfter as timestamptz) is null or created_at >= :createdAfter)
               and (cast(:createdBefore as timestamptz) is null or created_at < :createdBefore)
            """;

    private static final String NEWEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (created_at, id) < (:afterAt, :afterId))
             order by created_at desc, id desc
             limit :fetch
            """;

    private static final String OLDEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (created_at, id) > (:afterAt, :afterId))
             order by created_at, id
             limit :fetch
            """;

    private static final String INSERT = """
            insert into unapplied_payment
                   (id, workspace_id, mode, reason, status, amount, currency, fee_amount, expected_amount, method,
                    channel, adapter, provider_reference, session_id, attempt_id, customer_id, split_from, received_at, version,
                    created_at, updated_at)
            values (:id, :workspace, :mode, :reason, :status, :amount, :currency, :fee, :expected, :method,
                    :channel, :adapter, :reference, :sessionId, :attemptId, :customerId, :splitFrom, :receivedAt, :version,
                    :createdAt, :updatedAt)
            """;

    private static final String UPDATE = """
            update unapplied_payment
               set status = :status, applied_session_id = :appliedSession, applied_payment_id = :appliedPayment,
                   refund_id = :refundId, version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id
               and status = 'open' and version = :version - 1
            """;

    private final EventLog events;
    private final UnappliedJson json;
    private final Wakeups wakeups;

    UnappliedStore(EventLog events, UnappliedJson json, Wakeups wakeups) {
        this.events = events;
        this.json = json;
        this.wakeups = wakeups;
    }

    public Optional<UnappliedPayment> find(Tx tx, Scope scope, UnappliedPaymentId id) {
        return one(tx, scope, FIND, id);
    }

    public Optional<UnappliedPayment> lock(Tx tx, Scope scope, UnappliedPaymentId id) {
        return one(tx, scope, LOCK, id);
    }

    /// Whether this money was written down before.
    Asked<Boolean> isKnown(Tx tx, Scope scope, String adapter, String reference) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("adapter", adapter);
        params.put("reference", reference);
        return tx.ask(IS_KNOWN, params, (row, n) -> row.getBoolean(1));
    }

    /// Whether a refund of it is on its way, or may have gone back after all: then it is neither applied nor refunded
    /// again.
    public boolean isBeingRefunded(Tx tx, Scope scope, UnappliedPaymentId id) {
        return tx.sql(IS_BEING_REFUNDED)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(Boolean.class)
                .single();
    }

    /// The newest that came for this session, whatever became of it since.
    Asked<MoneyAside> ofSession(Tx tx, Scope scope, String session) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("sessionId", session);
        return tx.ask(OF_SESSION, params, (row, n) -> new MoneyAside(read(row, n), row.getBoolean("going_back")));
    }

    public List<UnappliedPayment> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("status", filter.status());
        params.put("reason", filter.reason());
        params.put("sessionId", filter.checkoutSessionId());
        params.put("createdAfter", Rows.atOrNull(filter.createdAfter()));
        params.put("createdBefore", Rows.atOrNull(filter.createdBefore()));
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(UnappliedStore::read)
                .list();
    }

    public void save(Tx tx, Transition<UnappliedPayment, UnappliedEvent> transition, Origin origin) {
        UnappliedPayment money = transition.after();
        tx.later(transition.before() == null ? INSERT : UPDATE, params(money));
        String session = money.source().checkoutSession();
        if (session != null) {
            wakeups.announceAfterCommit(tx, session);
        }
        events.append(
                tx,
                money.scope(),
                transition.event(),
                new EventLog.Subject(
                        "unapplied_payment", money.id().text(), money.version(), Json.text(json.of(money))),
                origin,
                money.updatedAt());
    }

    private static Optional<UnappliedPayment> one(Tx tx, Scope scope, String sql, UnappliedPaymentId id) {
        return tx.sql(sql)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(UnappliedStore::read)
                .optional();
    }

    private static Map<String, @Nullable Object> params(UnappliedPayment money) {
        Map<String, @Nullable Object> params = Params.of(money.scope());
        UnappliedPayment.Source source = money.source();
        AttemptId attempt = source.attempt();
        UnappliedPaymentId splitFrom = money.splitFrom();
        State.Applied applied = money.state() instanceof State.Applied a ? a : null;
        params.put("id", money.id().text());
        params.put("reason", money.reason().wire());
        params.put("status", money.state().wire());
        params.put("amount", money.amount().minor());
        params.put("currency", money.amount().currency().name());
        params.put("fee", money.fee());
        params.put("expected", money.expected());
        params.put("method", source.method());
        params.put("channel", source.channel());
        params.put("adapter", source.adapter());
        params.put("reference", source.providerReference());
        params.put("sessionId", source.checkoutSession());
        params.put("attemptId", attempt == null ? null : attempt.text());
        params.put("customerId", source.customer());
        params.put("appliedSession", applied == null ? null : applied.session());
        params.put("appliedPayment", applied == null ? null : applied.payment().text());
        params.put("refundId", money.state() instanceof State.Refunded(String refund) ? refund : null);
        params.put("splitFrom", splitFrom == null ? null : splitFrom.text());
        params.put("receivedAt", Rows.at(money.receivedAt()));
        params.put("version", money.version());
        params.put("createdAt", Rows.at(money.createdAt()));
        params.put("updatedAt", Rows.at(money.updatedAt()));
        return params;
    }

    private static UnappliedPayment read(ResultSet row, int n) throws SQLException {
        String attempt = Rows.textOrNull(row, "attempt_id");
        String splitFrom = Rows.textOrNull(row, "split_from");
        return new UnappliedPayment(
                new UnappliedPaymentId(Rows.text(row, "id")),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                UnappliedPayment.Reason.of(Rows.text(row, "reason")),
                state(row),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                Rows.longOrNull(row, "fee_amount"),
                Rows.longOrNull(row, "expected_amount"),
                new UnappliedPayment.Source(
                        Rows.text(row, "adapter"),
                        Rows.text(row, "provider_reference"),
                        Rows.textOrNull(row, "method"),
                        Rows.textOrNull(row, "channel"),
                        Rows.textOrNull(row, "session_id"),
                        attempt == null ? null : new AttemptId(attempt),
                        Rows.textOrNull(row, "customer_id")),
                splitFrom == null ? null : new UnappliedPaymentId(splitFrom),
                Rows.instant(row, "received_at"),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static State state(ResultSet row) throws SQLException {
        String status = Rows.text(row, "status");
        return switch (status) {
            case "open" -> new State.Open();
            case "applied" ->
                new State.Applied(
                        Rows.text(row, "applied_session_id"), new PaymentId(Rows.text(row, "applied_payment_id")));
            case "refunded" -> new State.Refunded(Rows.text(row, "refund_id"));
            default -> throw new IllegalStateException("not a status of unapplied money: " + status);
        };
    }
}
