package com.plugipay.payment;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Card;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the payments.
final class PaymentStore {
    private static final String COLUMNS = """
            select id, workspace_id, mode, session_id, attempt_id, unapplied_payment_id, customer_id, amount, currency,
                   fee_amount, refund_reserved, amount_refunded, method, channel, adapter, provider_reference, status,
                   card_brand, card_last4, card_exp_month, card_exp_year, metadata, captured_at, version, created_at,
                   updated_at
              from payment
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String FIND = COLUMNS + " and (id = :id or session_id = :id)";

    private static final String LOCK = FIND + " for update";

    // What a client may call a payment in `chargeId`.
    private static final String FIND_CHARGE =
            COLUMNS + " and (id = :id or session_id = :id or provider_reference = :id) limit 2";

    private static final String FILTERS = """
               and (cast(:status as text) is null or status = :status)
               and (cast(:customerId as text) is null or customer_id = :customerId)
               and (cast(:sessionId as text) is null or session_id = :sessionId)
               and (cast(:method as text) is null or method = :method or channel = :method)
               and (cast(:adapter as text) is null or adapter = :adapter)
               and (cast(:currency as text) is null or currency = :currency)
               and (cast(:createdAfter as timestamptz) is null or created_at >= :createdAfter)
               and (cast(:createdBefore as timestamptz) is null or created_at < :createdBefore)
               and (cast(:q as text) is null or :q in (id, session_id, provider_reference)
                    or strpos(lower(metadata ->> 'description'), lower(:q)) > 0)
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
            insert into payment
                   (id, workspace_id, mode, session_id, attempt_id, unapplied_payment_id, customer_id, amount, currency,
                    fee_amount, method, channel, adapter, provider_reference, status, card_brand, card_last4,
                    card_exp_month, card_exp_year, metadata, captured_at, version, created_at, updated_at)
            values (:id, :workspace, :mode, :sessionId, :attemptId, :unappliedId, :customerId, :amount, :currency,
                    :fee, :method, :channel, :adapter, :reference, :status, :cardBrand, :cardLast4, :cardExpMonth,
                    :cardExpYear, cast(:metadata as jsonb), :capturedAt, :version, :createdAt, :createdAt)
            """;

    // Both where clauses are a compare-and-set under the row's lock.
    private static final String RESERVE = """
            update payment set refund_reserved = :reserved
             where workspace_id = :workspace and mode = :mode and id = :id and refund_reserved = :before
               and version = :version
            """;

    private static final String REFUNDED = """
            update payment
               set amount_refunded = :refunded, status = :status, version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id and version = :version - 1
            """;

    private final EventLog events;
    private final PaymentJson json;

    PaymentStore(EventLog events, PaymentJson json) {
        this.events = events;
        this.json = json;
    }

    Optional<Payment> find(Tx tx, Scope scope, String paymentOrSessionId) {
        return tx.sql(FIND)
                .params(Params.of(scope))
                .param("id", paymentOrSessionId)
                .query(PaymentStore::read)
                .optional();
    }

    List<Payment> list(Tx tx, Scope scope, PaymentFilter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("status", filter.status());
        params.put("customerId", filter.customerId());
        params.put("sessionId", filter.checkoutSessionId());
        params.put("method", filter.method());
        params.put("adapter", filter.adapter());
        params.put("currency", filter.currency());
        params.put("createdAfter", Rows.atOrNull(filter.createdAfter()));
        params.put("createdBefore", Rows.atOrNull(filter.createdBefore()));
        params.put("q", filter.q());
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(PaymentStore::read)
                .list();
    }

    /// The payment alone: what it is part of is locked before, refunds after.
    Optional<Payment> lock(Tx tx, Scope scope, String paymentOrSessionId) {
        return tx.sql(LOCK)
                .params(Params.of(scope))
                .param("id", paymentOrSessionId)
                .query(PaymentStore::read)
                .optional();
    }

    Optional<Payment> findCharge(Tx tx, Scope scope, String chargeId) {
        List<Payment> found = tx.sql(FIND_CHARGE)
                .params(Params.of(scope))
                .param("id", chargeId)
                .query(PaymentStore::read)
                .list();
        if (found.size() > 1) {
            throw Rejected.invalid("chargeId", "chargeId names several payments: use paymentId.");
        }
        return found.stream().findFirst();
    }

    void save(Tx tx, Transition<Payment, PaymentEvent> transition, Origin origin) {
        save(tx, transition, "", origin);
    }

    /// @param extras further members of the event's data, each starting with a comma
    void save(Tx tx, Transition<Payment, PaymentEvent> transition, String extras, Origin origin) {
        Payment payment = transition.after();
        if (transition.before() == null) {
            insert(tx, payment);
        } else {
            Map<String, @Nullable Object> params = Params.of(payment.scope());
            params.put("id", payment.id().text());
            params.put("refunded", payment.amountRefunded());
            params.put("status", payment.status().wire());
            params.put("version", payment.version());
            params.put("updatedAt", Rows.at(payment.updatedAt()));
            tx.later(REFUNDED, params);
        }
        events.append(
                tx,
                payment.scope(),
                transition.event(),
                new EventLog.Subject(
                        "payment", payment.id().text(), payment.version(), Json.text(json.of(payment)), extras),
                origin,
                payment.updatedAt());
    }

    /// What is promised back changes without a fact of its own: the refund has one.
    void saveReserved(Tx tx, Payment before, Payment after) {
        Map<String, @Nullable Object> params = Params.of(after.scope());
        params.put("id", after.id().text());
        params.put("before", before.refundReserved());
        params.put("reserved", after.refundReserved());
        params.put("version", after.version());
        tx.later(RESERVE, params);
    }

    private static void insert(Tx tx, Payment payment) {
        Map<String, @Nullable Object> params = Params.of(payment.scope());
        params.put("id", payment.id().text());
        params.put("sessionId", payment.checkoutSessionId());
        AttemptId attempt = payment.attempt();
        params.put("attemptId", attempt == null ? null : attempt.text());
        UnappliedPaymentId unapplied = payment.unapplied();
        params.put("unappliedId", unapplied == null ? null : unapplied.text());
        params.put("fee", payment.fee());
        params.put("customerId", payment.customerId());
        params.put("amount", payment.amount().minor());
        params.put("currency", payment.amount().currency().name());
        params.put("method", payment.method());
        params.put("channel", payment.channel());
        params.put("adapter", payment.adapter());
        params.put("reference", payment.providerReference());
        params.put("status", payment.status().wire());
        Card card = payment.card();
        params.put("cardBrand", card == null ? null : card.brand());
        params.put("cardLast4", card == null ? null : card.last4());
        params.put("cardExpMonth", card == null ? null : card.expMonth());
        params.put("cardExpYear", card == null ? null : card.expYear());
        Map<String, String> metadata = payment.metadata();
        params.put("metadata", metadata == null ? null : Json.text(metadata));
        params.put("capturedAt", Rows.at(payment.capturedAt()));
        params.put("version", payment.version());
        params.put("createdAt", Rows.at(payment.createdAt()));
        tx.later(INSERT, params);
    }

    private static Payment read(ResultSet row, int n) throws SQLException {
        String brand = Rows.textOrNull(row, "card_brand");
        Card card = brand == null
                ? null
                : new Card(
                        brand, Rows.text(row, "card_last4"), row.getInt("card_exp_month"), row.getInt("card_exp_year"));
        return new Payment(
                new PaymentId(Rows.text(row, "id")),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                Rows.text(row, "session_id"),
                attemptId(row),
                unappliedId(row),
                Rows.textOrNull(row, "customer_id"),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                Rows.longOrNull(row, "fee_amount"),
                row.getLong("refund_reserved"),
                row.getLong("amount_refunded"),
                Rows.text(row, "method"),
                Rows.textOrNull(row, "channel"),
                Rows.text(row, "adapter"),
                Rows.textOrNull(row, "provider_reference"),
                Payment.Status.of(Rows.text(row, "status")),
                card,
                Json.storedTexts(Rows.textOrNull(row, "metadata")),
                Rows.instant(row, "captured_at"),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static @Nullable AttemptId attemptId(ResultSet row) throws SQLException {
        String id = Rows.textOrNull(row, "attempt_id");
        return id == null ? null : new AttemptId(id);
    }

    private static @Nullable UnappliedPaymentId unappliedId(ResultSet row) throws SQLException {
        String id = Rows.textOrNull(row, "unapplied_payment_id");
        return id == null ? null : new UnappliedPaymentId(id);
    }
}
