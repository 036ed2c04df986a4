package com.plugipay.customer;

import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
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

/// SQL of the customers.
public final class CustomerStore {
    /// What a list may be narrowed to; null means any.
    record Filter(
            @Nullable String email,
            @Nullable String externalId,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore,
            @Nullable String q) {
        static final Filter ANY = new Filter(null, null, null, null, null);
    }

    private static final String COLUMNS = """
            select id, workspace_id, mode, external_id, email, name, phone, tax_id, metadata,
                   version, created_at, updated_at
              from customer
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String FIND = COLUMNS + " and id = :id";

    private static final String HOLD = FIND + " for key share";

    private static final String LOCK = FIND + " for update";

    private static final String FILTERS = """
               and (cast(:email as text) is null or lower(email) = lower(:email))
               and (cast(:externalId as text) is null or external_id = :externalId)
               and (cast(:createdAfter as timestamptz) is null or created_at >= :createdAfter)
               and (cast(:createdBefore as timestamptz) is null or created_at < :createdBefore)
               and (cast(:q as text) is null or :q = id
                    or strpos(lower(concat_ws(' ', name, email, external_id)), lower(:q)) > 0)
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
            insert into customer (id, workspace_id, mode, external_id, email, name, phone, tax_id, metadata,
                                  version, created_at, updated_at)
            values (:id, :workspace, :mode, :externalId, :email, :name, :phone, :taxId, cast(:metadata as jsonb),
                    :version, :createdAt, :updatedAt)
            """;

    private static final String UPDATE = """
            update customer
               set external_id = :externalId, email = :email, name = :name, phone = :phone, tax_id = :taxId,
                   metadata = cast(:metadata as jsonb), version = :version, updated_at = :updatedAt
             where workspace_id = :workspace and mode = :mode and id = :id and version = :version - 1
            """;

    private static final String DELETE = """
            delete from customer
             where workspace_id = :workspace and mode = :mode and id = :id and version = :version - 1
            """;

    private final EventLog events;
    private final CustomerJson json;

    CustomerStore(EventLog events, CustomerJson json) {
        this.events = events;
        this.json = json;
    }

    /// Holds the customer against deletion until the transaction ends.
    public Asked<Customer> hold(Tx tx, Scope scope, CustomerId id) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("id", id.text());
        return tx.ask(HOLD, params, CustomerStore::read);
    }

    /// The newest, for a form to choose from.
    public List<Customer> newest(Tx tx, Scope scope, int limit) {
        return list(tx, scope, Filter.ANY, PageRequest.newest(limit - 1));
    }

    Optional<Customer> find(Tx tx, Scope scope, CustomerId id) {
        return tx.sql(FIND)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(CustomerStore::read)
                .optional();
    }

    Optional<Customer> lock(Tx tx, Scope scope, CustomerId id) {
        return tx.sql(LOCK)
                .params(Params.of(scope))
                .param("id", id.text())
                .query(CustomerStore::read)
                .optional();
    }

    List<Customer> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("email", filter.email());
        params.put("externalId", filter.externalId());
        params.put("createdAfter", Rows.atOrNull(filter.createdAfter()));
        params.put("createdBefore", Rows.atOrNull(filter.createdBefore()));
        params.put("q", filter.q());
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(CustomerStore::read)
                .list();
    }

    void save(Tx tx, Transition<Customer, CustomerEvent> transition, Origin origin, Instant now) {
        Customer customer = transition.after();
        tx.later(
                switch (transition.event()) {
                    case CustomerEvent.Created _ -> INSERT;
                    case CustomerEvent.Updated _ -> UPDATE;
                    case CustomerEvent.Deleted _ -> DELETE;
                },
                params(customer));
        Customer shown = transition.event() instanceof CustomerEvent.Deleted ? before(transition) : customer;
        events.append(
                tx,
                customer.scope(),
                transition.event(),
                new EventLog.Subject("customer", customer.id().text(), customer.version(), Json.text(json.of(shown))),
                origin,
                now);
    }

    private static Customer before(Transition<Customer, CustomerEvent> transition) {
        Customer before = transition.before();
        return before == null ? transition.after() : before;
    }

    private static Map<String, @Nullable Object> params(Customer customer) {
        Map<String, @Nullable Object> params = Params.of(customer.scope());
        Customer.Details details = customer.details();
        params.put("id", customer.id().text());
        params.put("externalId", details.externalId());
        params.put("email", details.email());
        params.put("name", details.name());
        params.put("phone", details.phone());
        params.put("taxId", details.taxId());
        Map<String, String> metadata = details.metadata();
        params.put("metadata", metadata == null ? null : Json.text(metadata));
        params.put("version", customer.version());
        params.put("createdAt", Rows.at(customer.createdAt()));
        params.put("updatedAt", Rows.at(customer.updatedAt()));
        return params;
    }

    private static Customer read(ResultSet row, int n) throws SQLException {
        return new Customer(
                new CustomerId(Rows.text(row, "id")),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                new Customer.Details(
                        Rows.textOrNull(row, "external_id"),
                        Rows.textOrNull(row, "email"),
                        Rows.textOrNull(row, "name"),
                        Rows.textOrNull(row, "phone"),
                        Rows.textOrNull(row, "tax_id"),
                        Json.storedTexts(Rows.textOrNull(row, "metadata"))),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
