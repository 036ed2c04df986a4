package com.plugipay.refund;

import com.plugipay.clock.DueStore;
import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.Watch;
import com.plugipay.provider.Lane;
import com.plugipay.refund.Refund.State;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the refunds.
final class RefundStore {
    /// What a list may be narrowed to; null means any.
    record Filter(
            @Nullable String paymentId,
            @Nullable String unappliedId,
            @Nullable String sourceId,
            @Nullable String status) {
        static final Filter ANY = new Filter(null, null, null, null);

        static Filter ofPayment(PaymentId payment) {
            return new Filter(payment.text(), null, null, null);
        }

        static Filter ofUnapplied(UnappliedPaymentId money) {
            return new Filter(null, money.text(), null, null);
        }
    }

    private static final String SELECT = """
            select id, workspace_id, mode, payment_id, unapplied_payment_id, session_id, amount, currency, reason, status,
                   via, adapter, reference, provider_reference, failure_code, failure_message, destination_sealed,
                   metadata, told_amount, told_currency, missing_since, next_check_at, checks, handed_over_at, version,
                   created_at, updated_at
              from refund
            """;

    private static final String COLUMNS = SELECT + " where workspace_id = :workspace and mode = :mode ";

    private static final String FIND = COLUMNS + " and id = :id";

    private static final String LOCK = FIND + " for update";

    private static final DueStore WATCHED = new DueStore("refund", "next_check_at", "next_check_at is not null");

    private static final String DUE_LIVE = due(WATCHED.liveAcrossWorkspaces());
    private static final String DUE_IN_TEST = due(WATCHED.testAcrossWorkspaces());

    private static final String DUE_IN_WORKSPACE = SELECT + WATCHED.inWorkspace();

    private static final String FILTERS = """
               and (cast(:paymentId as text) is null or payment_id = :paymentId)
               and (cast(:unappliedId as text) is null or unapplied_payment_id = :unappliedId)
               and (cast(:sourceId as text) is null or session_id = :sourceId)
               and (cast(:status as text) is null or status = :status)
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

    // All that was made of one charge: the payment, the money put aside, the rest of it, and the payments these became.
    private static final String UNSURE_OF_CHARGE = """
            with recursive money as (
                select id from unapplied_payment
                 where workspace_id = :workspace and mode = :mode and adapter = :adapter
                   and provider_reference = :charge and split_from is null
                union all
                select u.id from unapplied_payment u join money m on u.split_from = m.id
                 where u.workspace_id = :workspace and u.mode = :mode),
            paid as (
                select id from payment
                 where workspace_id = :workspace and mode = :mode and adapter = :adapter
                   and provider_reference = :charge and unapplied_payment_id is null
                union all
                select p.id from payment p join money m on p.unapplied_payment_id = m.id
                 where p.workspace_id = :workspace and p.mode = :mode)
            """ + COLUMNS + """
               and via = 'provider' and adapter = :adapter and status <> 'succeeded'
               and (payment_id in (select id from paid) or unapplied_payment_id in (select id from money))
             order by (status = 'pending') desc, (failure_code is not distinct from :denied) desc, created_at desc, id desc
             limit :most
            """;

    private static final String INSERT = """
            insert into refund
                   (id, workspace_id, mode, payment_id, unapplied_payment_id, session_id, amount, currency, reason,
                    status, via, adapter, reference, provider_reference, destination_sealed, metadata, next_check_at,
                    version, created_at, updated_at)
            values (:id, :workspace, :mode, :paymentId, :unappliedId, :sessionId, :amount, :currency, :reason,
                    :status, :via, :adapter, :reference, :providerReference, :destination,
                    cast(:metadata as jsonb), :nextCheckAt, :version, :createdAt, :updatedAt)
            """;

    private static final String UPDATE = """
            update refund
               set status = :status, provider_reference = :providerReference, failure_code = :failureCode,
                   failure_message = :failureMessage, told_amount = :toldAmount, told_currency = :toldCurrency,
                   missing_since = :missingSince, next_check_at = :nextCheckAt, checks = :checks,
                   handed_over_at = :handedOverAt, version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and version = :before
            """;

    // Of two who saw the same, one changes a row.
    private static final String CLAIM = """
            update refund
               set next_check_at = :nextCheckAt, checks = :checks, handed_over_at = :handedOverAt
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and next_check_at is not distinct from cast(:seenNextCheckAt as timestamptz)
               and handed_over_at is not distinct from cast(:seenHandedOverAt as timestamptz)
            """;

    private final EventLog events;
    private final RefundJson json;

    RefundStore(EventLog events, RefundJson json) {
        this.events = events;
        this.json = json;
    }

    Optional<Refund> find(Tx tx, Scope scope, RefundId id) {
        return one(tx, scope, FIND, id);
    }

    Optional<Refund> lock(Tx tx, Scope scope, RefundId id) {
        return one(tx, scope, LOCK, id);
    }

    List<Refund> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("paymentId", filter.paymentId());
        params.put("unappliedId", filter.unappliedId());
        params.put("sourceId", filter.sourceId());
        params.put("status", filter.status());
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(RefundStore::read)
                .list();
    }

    /// Refunds by the provider of whatever was made of one charge, of which it is not certain that they went back.
    /// First
    /// those that wait, then those that a person has not found, then those that the provider did not take.
    ///
    /// @param charge the provider's own name for the money
    List<Refund> unsureOfCharge(Tx tx, Scope scope, String adapter, String charge, int most) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("adapter", adapter);
        params.put("charge", charge);
        params.put("denied", DecideRefund.NOT_SENT);
        params.put("most", most);
        return tx.sql(UNSURE_OF_CHARGE).params(params).query(RefundStore::read).list();
    }

    /// Those that are to be asked about now, the first first.
    List<Refund> dueAcrossWorkspaces(Tx tx, Lane lane, Instant now, int most) {
        String adapter = lane.adapter();
        var params = new HashMap<String, Object>(Map.of("now", Rows.at(now), "most", most));
        if (adapter != null) {
            params.put("adapter", adapter);
        }
        return tx.sql(adapter == null ? DUE_IN_TEST : DUE_LIVE)
                .params(params)
                .query(RefundStore::read)
                .list();
    }

    private static String due(String ids) {
        return SELECT + "where id in (" + ids + ") order by next_check_at limit :most";
    }

    List<Refund> due(Tx tx, Scope scope, Instant moment, int most) {
        return tx.sql(DUE_IN_WORKSPACE)
                .param("workspace", scope.workspace().text())
                .param("moment", Rows.at(moment))
                .param("most", most)
                .query(RefundStore::read)
                .list();
    }

    Asked<Instant> nextDue(Tx tx, Scope scope, Instant after) {
        return WATCHED.next(tx, scope, after);
    }

    /// Answers the refund's JSON, which is also the event's snapshot.
    String save(Tx tx, Transition<Refund, RefundEvent> transition, Origin origin) {
        Refund refund = transition.after();
        Refund before = transition.before();
        Map<String, @Nullable Object> params = params(refund);
        if (before != null) {
            params.put("before", before.version());
        }
        tx.later(before == null ? INSERT : UPDATE, params);
        String snapshot = Json.text(json.of(refund));
        events.append(
                tx,
                refund.scope(),
                transition.event(),
                new EventLog.Subject("refund", refund.id().text(), refund.version(), snapshot),
                origin,
                refund.updatedAt());
        return snapshot;
    }

    /// Keeps when to ask again: no change that anybody is told of.
    void saveWatch(Tx tx, Refund refund) {
        Map<String, @Nullable Object> params = params(refund);
        params.put("before", refund.version());
        tx.later(UPDATE, params);
    }

    /// Takes it to ask the provider, from whoever else saw the same.
    void claim(Tx tx, Refund seen, Refund mine) {
        Map<String, @Nullable Object> params = params(mine);
        params.put("seenNextCheckAt", Rows.atOrNull(seen.watch().nextCheckAt()));
        params.put("seenHandedOverAt", Rows.atOrNull(seen.watch().handedOverAt()));
        tx.later(CLAIM, params);
    }

    /// Gives it back as it was seen.
    void release(Tx tx, Refund mine, Refund before) {
        claim(tx, /* seen= */ mine, /* mine= */ before);
    }

    private static Optional<Refund> one(Tx tx, Scope scope, String sql, RefundId id) {
        return tx.sql(sql)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(RefundStore::read)
                .optional();
    }

    private static Map<String, @Nullable Object> params(Refund refund) {
        Map<String, @Nullable Object> params = Params.of(refund.scope());
        PaymentId payment = refund.target().payment();
        UnappliedPaymentId unapplied = refund.target().unapplied();
        Refund.Words words = refund.words();
        Refund.Reason reason = words.reason();
        Map<String, String> metadata = words.metadata();
        State.Failed failed = refund.state() instanceof State.Failed f ? f : null;
        params.put("id", refund.id().text());
        params.put("paymentId", payment == null ? null : payment.text());
        params.put("unappliedId", unapplied == null ? null : unapplied.text());
        params.put("sessionId", refund.target().session());
        params.put("amount", refund.amount().minor());
        params.put("currency", refund.amount().currency().name());
        params.put("reason", reason == null ? null : reason.wire());
        params.put("status", refund.state().wire());
        params.put("via", refund.via().wire());
        params.put("adapter", refund.adapter());
        params.put("reference", words.reference());
        params.put("destination", words.destinationSealed());
        params.put("metadata", metadata == null ? null : Json.text(metadata));
        params.put("providerReference", refund.providerReference());
        params.put("failureCode", failed == null ? null : failed.code());
        params.put("failureMessage", failed == null ? null : failed.message());
        Money told = refund.told();
        params.put("toldAmount", told == null ? null : told.minor());
        params.put("toldCurrency", told == null ? null : told.currency().name());
        params.put("missingSince", Rows.atOrNull(refund.missingSince()));
        params.put("nextCheckAt", Rows.atOrNull(refund.watch().nextCheckAt()));
        params.put("checks", refund.watch().checks());
        params.put("handedOverAt", Rows.atOrNull(refund.watch().handedOverAt()));
        params.put("version", refund.version());
        params.put("createdAt", Rows.at(refund.createdAt()));
        params.put("updatedAt", Rows.at(refund.updatedAt()));
        return params;
    }

    private static Refund read(ResultSet row, int n) throws SQLException {
        String payment = Rows.textOrNull(row, "payment_id");
        String unapplied = Rows.textOrNull(row, "unapplied_payment_id");
        String reason = Rows.textOrNull(row, "reason");
        return new Refund(
                new RefundId(Rows.text(row, "id")),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                new Refund.Target(
                        payment == null ? null : new PaymentId(payment),
                        unapplied == null ? null : new UnappliedPaymentId(unapplied),
                        Rows.textOrNull(row, "session_id")),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                Refund.Via.valueOf(Rows.text(row, "via").toUpperCase(Locale.ROOT)),
                Rows.text(row, "adapter"),
                new Refund.Words(
                        reason == null ? null : Refund.Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                        Rows.textOrNull(row, "reference"),
                        row.getBytes("destination_sealed"),
                        Json.storedTexts(Rows.textOrNull(row, "metadata"))),
                state(row),
                Rows.textOrNull(row, "provider_reference"),
                told(row),
                Rows.instantOrNull(row, "missing_since"),
                new Watch(
                        Rows.instantOrNull(row, "next_check_at"),
                        row.getInt("checks"),
                        Rows.instantOrNull(row, "handed_over_at")),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static @Nullable Money told(ResultSet row) throws SQLException {
        String currency = Rows.textOrNull(row, "told_currency");
        return currency == null ? null : new Money(row.getLong("told_amount"), Currency.valueOf(currency));
    }

    private static State state(ResultSet row) throws SQLException {
        String status = Rows.text(row, "status");
        return switch (status) {
            case "pending" -> new State.Pending();
            case "succeeded" -> new State.Succeeded();
            case "failed" -> new State.Failed(Rows.text(row, "failure_code"), Rows.text(row, "failure_message"));
            default -> throw new IllegalStateException("not a refund status: " + status);
        };
    }
}
