package com.plugipay.checkout;

import com.plugipay.checkout.CheckoutSession.Buyer;
import com.plugipay.checkout.CheckoutSession.LineItem;
import com.plugipay.checkout.CheckoutSession.PaidWith;
import com.plugipay.checkout.CheckoutSession.Review;
import com.plugipay.checkout.CheckoutSession.State;
import com.plugipay.checkout.CheckoutSession.Terms;
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
import com.plugipay.payment.PaymentId;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the checkout sessions.
final class CheckoutStore {
    /// A session with what its JSON needs beside it.
    record Stored(CheckoutSession session, String workspaceName) {}

    /// What a list may be narrowed to; null means any.
    record Filter(
            @Nullable String status,
            @Nullable String customerId,
            @Nullable String method,
            @Nullable String currency,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore,
            @Nullable String q) {
        static final Filter ANY = new Filter(null, null, null, null, null, null, null);
    }

    private static final String SELECT = """
            select s.id, s.workspace_id, s.mode, s.status, s.amount, s.currency, s.customer_id, s.methods,
                   s.line_items, s.success_url, s.cancel_url, s.locale, s.metadata, s.save_payment_token,
                   s.payment_method, s.adapter, s.payment_id, s.expires_at, s.claimed_at, s.proof_file,
                   s.confirmed_at, s.confirmed_by, s.rejected_at, s.rejected_by, s.reject_reason, s.completed_at,
                   s.expired_at,
                   s.canceled_at, s.version, s.created_at, s.updated_at,
                   c.name as customer_name, c.email as customer_email, c.phone as customer_phone,
                   c.external_id as customer_external_id, w.name as workspace_name
              from checkout_session s
              join workspace w on w.id = s.workspace_id
              left join customer c
                on (c.workspace_id, c.mode, c.id) = (s.workspace_id, s.mode, s.customer_id)
            """;

    private static final String IN_SCOPE = SELECT + " where s.workspace_id = :workspace and s.mode = :mode ";

    private static final String FIND = IN_SCOPE + " and s.id = :id";

    // Not the key: rows that point at a session do not wait for it, so nobody waits in a circle.
    private static final String LOCK = FIND + " for no key update of s";

    private static final String SCOPE_OF = "select workspace_id, mode from checkout_session where id = :id";

    // A session past its deadline is expired for every reader, whether or not the sweep has come.
    private static final String FILTERS = """
               and (cast(:status as text) is null
                    or :status = case when s.status = 'open' and s.expires_at <= :now then 'expired'
                                      else s.status end)
               and (cast(:customerId as text) is null or s.customer_id = :customerId)
               and (cast(:method as text) is null or :method = any (s.methods) or s.payment_method = :method)
               and (cast(:currency as text) is null or s.currency = :currency)
               and (cast(:createdAfter as timestamptz) is null or s.created_at >= :createdAfter)
               and (cast(:createdBefore as timestamptz) is null or s.created_at < :createdBefore)
               and (cast(:q as text) is null or :q in (s.id, s.payment_id, s.customer_id)
                    or strpos(lower(concat_ws(' ', s.metadata ->> 'description', c.name, c.email, c.external_id)),
                              lower(:q)) > 0)
            """;

    private static final String NEWEST = IN_SCOPE + FILTERS + """
               and (cast(:afterId as text) is null or (s.created_at, s.id) < (:afterAt, :afterId))
             order by s.created_at desc, s.id desc
             limit :fetch
            """;

    private static final String TAKING_MONEY = IN_SCOPE + """
               and (s.status = 'pending_review' or (s.status = 'open' and s.expires_at > :now))
               and s.currency = :currency and s.amount <= :amount
             order by s.created_at desc, s.id desc
             limit :most
            """;

    private static final String OLDEST = IN_SCOPE + FILTERS + """
               and (cast(:afterId as text) is null or (s.created_at, s.id) > (:afterAt, :afterId))
             order by s.created_at, s.id
             limit :fetch
            """;

    private static final String USES_CUSTOMER = """
            select exists (select 1 from checkout_session
                            where workspace_id = :workspace and mode = :mode and customer_id = :customerId
                              and (status in ('pending_review', 'completed')
                                   or (status = 'open' and expires_at > :now)))
            """;

    private static final String INSERT = """
            insert into checkout_session
                   (id, workspace_id, mode, status, amount, currency, customer_id, methods, line_items, success_url,
                    cancel_url, locale, metadata, save_payment_token, expires_at, version, created_at, updated_at)
            values (:id, :workspace, :mode, :status, :amount, :currency, :customerId, :methods,
                    cast(:lineItems as jsonb), :successUrl, :cancelUrl, :locale, cast(:metadata as jsonb),
                    :savePaymentToken, :expiresAt, :version, :createdAt, :updatedAt)
            """;

    // Status and version in the where clause make this a compare-and-set: of two racing writers, one changes no row.
    private static final String UPDATE = """
            update checkout_session
               set status = :status, payment_method = :paymentMethod, adapter = :adapter, payment_id = :paymentId,
                   claimed_at = :claimedAt, proof_file = :proofUrl, confirmed_at = :confirmedAt,
                   confirmed_by = :confirmedBy, rejected_at = :rejectedAt, rejected_by = :rejectedBy,
                   reject_reason = :rejectReason,
                   completed_at = :completedAt, expired_at = :expiredAt, canceled_at = :canceledAt,
                   version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id
               and status in ('open', 'pending_review') and version = :version - 1
            """;

    private static final String ATTACH_PROOF = """
            update checkout_session set proof_file = :proofUrl
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending_review'
            """;

    private final EventLog events;
    private final CheckoutJson json;
    private final Wakeups wakeups;

    CheckoutStore(EventLog events, CheckoutJson json, Wakeups wakeups) {
        this.events = events;
        this.json = json;
        this.wakeups = wakeups;
    }

    Asked<Stored> ask(Tx tx, Scope scope, CheckoutSessionId id) {
        return tx.ask(FIND, idParams(scope, id), CheckoutStore::read);
    }

    Asked<Stored> lock(Tx tx, Scope scope, CheckoutSessionId id) {
        return lock(tx, scope, id.text());
    }

    /// Whatever is called so by somebody: an id that is none of ours finds nothing.
    Asked<Stored> lock(Tx tx, Scope scope, String id) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("id", id);
        return tx.ask(LOCK, params, CheckoutStore::read);
    }

    Optional<Scope> scopeOfAcrossWorkspaces(Tx tx, CheckoutSessionId id) {
        return tx.sql(SCOPE_OF)
                .param("id", id.text())
                .query((row, n) -> scope(row))
                .optional();
    }

    List<Stored> list(Tx tx, Scope scope, Filter filter, PageRequest page, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("now", Rows.at(now));
        params.put("status", filter.status());
        params.put("customerId", filter.customerId());
        params.put("method", filter.method());
        params.put("currency", filter.currency());
        params.put("createdAfter", Rows.atOrNull(filter.createdAfter()));
        params.put("createdBefore", Rows.atOrNull(filter.createdBefore()));
        params.put("q", filter.q());
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(CheckoutStore::read)
                .list();
    }

    /// The newest sessions that this much money would pay for.
    List<Stored> takingMoney(Tx tx, Scope scope, Money money, Instant now, int most) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("now", Rows.at(now));
        params.put("currency", money.currency().name());
        params.put("amount", money.minor());
        params.put("most", most);
        return tx.sql(TAKING_MONEY).params(params).query(CheckoutStore::read).list();
    }

    boolean usesCustomer(Tx tx, Scope scope, String customerId, Instant now) {
        return tx.sql(USES_CUSTOMER)
                .params(Params.of(scope))
                .param("customerId", customerId)
                .param("now", Rows.at(now))
                .query(Boolean.class)
                .single();
    }

    /// Queues the change and its event. Answers the object's JSON, which is also the event's snapshot.
    String save(Tx tx, Transition<CheckoutSession, CheckoutEvent> transition, String workspaceName, Origin origin) {
        CheckoutSession session = transition.after();
        tx.later(transition.before() == null ? INSERT : UPDATE, params(session));
        String snapshot = Json.text(json.of(session, workspaceName));
        events.append(
                tx,
                session.scope(),
                transition.event(),
                new EventLog.Subject("checkout_session", session.id().text(), session.version(), snapshot),
                origin,
                session.updatedAt());
        wakeups.announceAfterCommit(tx, session.id().text());
        return snapshot;
    }

    /// A picture that comes after the claim, while it is looked at.
    void attachProof(Tx tx, Scope scope, CheckoutSessionId id, String proofUrl) {
        Map<String, @Nullable Object> params = idParams(scope, id);
        params.put("proofUrl", proofUrl);
        tx.later(ATTACH_PROOF, params);
        wakeups.announceAfterCommit(tx, id.text());
    }

    private static Map<String, @Nullable Object> params(CheckoutSession session) {
        Map<String, @Nullable Object> params = idParams(session.scope(), session.id());
        Terms terms = session.terms();
        State state = session.state();
        params.put("status", state.wire());
        params.put("amount", terms.amount().minor());
        params.put("currency", terms.amount().currency().name());
        Buyer customer = terms.customer();
        params.put("customerId", customer == null ? null : customer.id());
        params.put("methods", terms.methods().toArray(String[]::new));
        params.put("lineItems", Json.text(terms.lineItems()));
        params.put("successUrl", terms.successUrl());
        params.put("cancelUrl", terms.cancelUrl());
        params.put("locale", terms.locale());
        Map<String, String> metadata = terms.metadata();
        params.put("metadata", metadata == null ? null : Json.text(metadata));
        params.put("savePaymentToken", terms.savePaymentToken());
        PaidWith paidWith = session.paidWith();
        params.put("paymentMethod", paidWith == null ? null : paidWith.method());
        params.put("adapter", paidWith == null ? null : paidWith.adapter());
        params.put("paymentId", state instanceof State.Completed(var _, PaymentId payment) ? payment.text() : null);
        params.put("expiresAt", Rows.at(session.expiresAt()));
        Review review = session.review();
        params.put("claimedAt", review == null ? null : Rows.at(review.claimedAt()));
        params.put("proofUrl", review == null ? null : review.proofUrl());
        params.put("confirmedAt", review == null ? null : Rows.atOrNull(review.confirmedAt()));
        params.put("confirmedBy", review == null ? null : review.confirmedBy());
        params.put("rejectedAt", review == null ? null : Rows.atOrNull(review.rejectedAt()));
        params.put("rejectedBy", review == null ? null : review.rejectedBy());
        params.put("rejectReason", review == null ? null : review.rejectReason());
        params.put("completedAt", state instanceof State.Completed(Instant at, var _) ? Rows.at(at) : null);
        params.put("expiredAt", state instanceof State.Expired(Instant at) ? Rows.at(at) : null);
        params.put("canceledAt", state instanceof State.Canceled(Instant at) ? Rows.at(at) : null);
        params.put("version", session.version());
        params.put("createdAt", Rows.at(session.createdAt()));
        params.put("updatedAt", Rows.at(session.updatedAt()));
        return params;
    }

    private static Map<String, @Nullable Object> idParams(Scope scope, CheckoutSessionId id) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("id", id.text());
        return params;
    }

    static Scope scope(ResultSet row) throws SQLException {
        return new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode")));
    }

    private static Stored read(ResultSet row, int n) throws SQLException {
        var terms = new Terms(
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                Rows.texts(row, "methods"),
                Arrays.asList(Json.stored(Rows.text(row, "line_items"), LineItem[].class)),
                buyer(row),
                Rows.textOrNull(row, "success_url"),
                Rows.textOrNull(row, "cancel_url"),
                Rows.textOrNull(row, "locale"),
                row.getBoolean("save_payment_token"),
                Json.storedTexts(Rows.textOrNull(row, "metadata")));
        String method = Rows.textOrNull(row, "payment_method");
        var session = new CheckoutSession(
                new CheckoutSessionId(Rows.text(row, "id")),
                scope(row),
                terms,
                state(row),
                Rows.instant(row, "expires_at"),
                method == null ? null : new PaidWith(method, Rows.text(row, "adapter")),
                review(row),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
        return new Stored(session, Rows.text(row, "workspace_name"));
    }

    private static @Nullable Review review(ResultSet row) throws SQLException {
        Instant claimedAt = Rows.instantOrNull(row, "claimed_at");
        return claimedAt == null
                ? null
                : new Review(
                        claimedAt,
                        Rows.textOrNull(row, "proof_file"),
                        Rows.instantOrNull(row, "confirmed_at"),
                        Rows.textOrNull(row, "confirmed_by"),
                        Rows.instantOrNull(row, "rejected_at"),
                        Rows.textOrNull(row, "rejected_by"),
                        Rows.textOrNull(row, "reject_reason"));
    }

    private static @Nullable Buyer buyer(ResultSet row) throws SQLException {
        String id = Rows.textOrNull(row, "customer_id");
        return id == null
                ? null
                : new Buyer(
                        id,
                        Rows.textOrNull(row, "customer_name"),
                        Rows.textOrNull(row, "customer_email"),
                        Rows.textOrNull(row, "customer_phone"),
                        Rows.textOrNull(row, "customer_external_id"));
    }

    private static State state(ResultSet row) throws SQLException {
        String status = Rows.text(row, "status");
        return switch (status) {
            case "open" -> new State.Open();
            case "pending_review" -> new State.PendingReview(Rows.instant(row, "claimed_at"));
            case "completed" ->
                new State.Completed(Rows.instant(row, "completed_at"), new PaymentId(Rows.text(row, "payment_id")));
            case "expired" -> new State.Expired(Rows.instant(row, "expired_at"));
            case "canceled" -> new State.Canceled(Rows.instant(row, "canceled_at"));
            default -> throw new IllegalStateException("not a session status: " + status);
        };
    }
}
