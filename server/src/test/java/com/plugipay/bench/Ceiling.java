package com.plugipay.bench;

import com.plugipay.id.Ids;
import com.plugipay.workspace.BenchShops.BenchShop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the database could do at best: the fewest statements that read and write the same rows, straight over JDBC,
/// statements that can travel together in one round trip.
final class Ceiling {
    private static final String SCOPE =
            "select set_config('plugipay.workspace', ?, true), set_config('plugipay.mode', ?, true)";
    private static final String KEY = """
            select k.id, k.workspace_id, k.mode, k.scopes, k.secret_sealed, w.name
              from api_key k join workspace w on w.id = k.workspace_id
             where k.revoked_at is null and (k.expires_at is null or k.expires_at > ?) and k.key_id = ?""";
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?, 0))";
    private static final String KEPT = """
            select fingerprint, status, body, claimed_at from idempotency
             where workspace_id = ? and mode = ? and method = ? and route = ? and key = ? and created_at > ?""";
    private static final String SETTINGS = """
            select s.enabled_methods, s.method_order, coalesce(s.brand_name, w.name), s.brand_logo_url,
                   s.brand_accent, s.brand_tagline, w.timezone
              from checkout_settings s join workspace w on w.id = s.workspace_id where s.workspace_id = ?""";
    private static final String SESSION = """
            select s.*, c.name, c.email, c.phone, c.external_id, w.name
              from checkout_session s
              join workspace w on w.id = s.workspace_id
              left join customer c on (c.workspace_id, c.mode, c.id) = (s.workspace_id, s.mode, s.customer_id)
             where s.workspace_id = ? and s.mode = ? and s.id = ?""";
    private static final String ATTEMPTS = """
            select * from payment_attempt where workspace_id = ? and mode = ? and session_id = ?
             order by created_at, id""";
    private static final String ATTEMPT =
            "select * from payment_attempt where workspace_id = ? and mode = ? and id = ? for update";
    private static final String ATTEMPT_DONE = """
            update payment_attempt
               set state = 'succeeded', provider_reference = ?, version = 2, updated_at = ?
             where workspace_id = ? and mode = ? and id = ? and version = 1
               and state in ('created', 'requires_action', 'in_doubt')""";
    private static final String SESSION_DONE = """
            update checkout_session
               set status = 'completed', payment_method = 'card', adapter = 'sandbox', payment_id = ?,
                   completed_at = ?, version = 2, updated_at = ?
             where workspace_id = ? and mode = ? and id = ? and version = 1
               and status in ('open', 'pending_review')""";
    private static final String TEST = "test";

    /// One statement and its values.
    private record Part(String sql, Function<Turn, Object[]> values) {}

    /// Statements that travel together.
    private record Trip(boolean begins, boolean commits, List<Part> parts) {
        static Trip of(Part... parts) {
            return new Trip(false, false, List.of(parts));
        }

        static Trip begin(Part... parts) {
            return new Trip(true, false, List.of(parts));
        }

        static Trip commit() {
            return new Trip(false, true, List.of());
        }

        String sql() {
            return parts.stream().map(Part::sql).collect(Collectors.joining(";\n"));
        }

        String shown() {
            return commits ? "commit" : (begins ? "begin;\n" : "") + sql();
        }
    }

    /// The rows of one payment that the product made: what the ceiling writes is like them.
    private record Rows(Row session, Row created, Row idempotency, Row attempt, Row payment, Row paid, Row completed) {}

    /// One turn's shop and new ids, and what they replace in the rows.
    private record Turn(
            BenchShop shop,
            String session,
            String attempt,
            String payment,
            String key,
            OffsetDateTime now,
            Map<String, String> replaced) {}

    private final Product product;
    private final List<BenchShop> shops;
    private final Served served;
    private final Ids ids = new Ids(InstantSource.system());
    private final Rows rows;
    final AtomicLong created = new AtomicLong();
    final AtomicLong paid = new AtomicLong();

    Ceiling(Product product, List<BenchShop> shops, Served served, String paidSession) throws Exception {
        this.product = product;
        this.shops = shops;
        this.served = served;
        try (Connection all = product.connect("postgres")) {
            this.rows = rows(all, paidSession);
        }
    }

    private static Rows rows(Connection all, String session) throws SQLException {
        Row payment = Row.read(all, "payment", "session_id = ?", session);
        Row created = Row.read(all, "event", "sequence = 1 and aggregate_id = ?", session);
        return new Rows(
                Row.read(all, "checkout_session", "id = ?", session)
                        .without(List.of("payment_id", "payment_method", "adapter", "completed_at"))
                        .with("status", "open")
                        .with("version", 1L),
                created,
                Row.read(all, "idempotency", "key = ?", created.text("idempotency_key")),
                Row.read(all, "payment_attempt", "session_id = ?", session)
                        .without(List.of("provider_reference"))
                        .with("state", "created")
                        .with("version", 1L),
                payment,
                Row.read(all, "event", "aggregate_id = ?", payment.text("id")),
                Row.read(all, "event", "sequence = 2 and aggregate_id = ?", session));
    }

    /// The statements in full, a blank line between round trips.
    String text(Options.Task task) {
        return trips(task).stream().map(trip -> trip.shown().strip().indent(4)).collect(Collectors.joining("\n"));
    }

    int roundTrips(Options.Task task) {
        return trips(task).size();
    }

    Loop.Worker open(Options.Task task, int number) throws Exception {
        Connection connection = product.connect("plugipay_app");
        List<Trip> trips = trips(task);
        List<String> texts = trips.stream().map(Trip::sql).toList();
        return new Loop.Worker() {
            private int turns = number;

            @Override
            public void once() throws Exception {
                Turn turn = turn(task, turns++ % shops.size());
                for (int i = 0; i < texts.size(); i++) {
                    Trip trip = trips.get(i);
                    if (trip.commits) {
                        connection.commit();
                        connection.setAutoCommit(true);
                    } else {
                        connection.setAutoCommit(!trip.begins && connection.getAutoCommit());
                        run(connection, texts.get(i), trip.parts, turn);
                    }
                }
                switch (task) {
                    case CREATE -> created.incrementAndGet();
                    case PAYMENT -> paid.incrementAndGet();
                    case READ, PAGE -> {}
                }
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static void run(Connection connection, String sql, List<Part> parts, Turn turn) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Part part : parts) {
                for (Object value : part.values.apply(turn)) {
                    statement.setObject(index++, value);
                }
            }
            boolean rows = statement.execute();
            while (rows || statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
        }
    }

    private Turn turn(Options.Task task, int shopNumber) {
        BenchShop shop = shops.get(shopNumber);
        boolean reads = task == Options.Task.READ || task == Options.Task.PAGE;
        String session = reads ? served.anySession(shopNumber) : like(rows.session);
        String attempt = like(rows.attempt);
        String payment = like(rows.payment);
        String key = UUID.randomUUID().toString();
        return new Turn(
                shop,
                session,
                attempt,
                payment,
                key,
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS),
                Map.of(
                        rows.session.text("workspace_id"), shop.workspaceId(),
                        rows.session.text("id"), session,
                        rows.attempt.text("id"), attempt,
                        rows.payment.text("id"), payment,
                        rows.idempotency.text("key"), key));
    }

    /// A new id of the kind that this row has.
    private String like(Row row) {
        String id = row.text("id");
        return ids.next(id.substring(0, id.lastIndexOf('_')));
    }

    private List<Trip> trips(Options.Task task) {
        return switch (task) {
            case CREATE -> create();
            case READ -> List.of(Trip.of(everywhere(), key()), Trip.of(scope(), session(""), attempts()));
            case PAGE -> List.of(Trip.of(scope(), session(""), attempts(), settings()));
            case PAYMENT -> Stream.concat(create().stream(), charge().stream()).toList();
        };
    }

    private List<Trip> create() {
        return List.of(
                Trip.of(everywhere(), key()),
                Trip.begin(scope(), lock(), kept(), settings()),
                Trip.of(insert(rows.session), event(rows.created), insert(rows.idempotency)),
                Trip.commit());
    }

    private List<Trip> charge() {
        return List.of(
                Trip.begin(scope(), session("\n   for update of s"), attempts(), settings()),
                Trip.of(insert(rows.attempt)),
                Trip.commit(),
                Trip.begin(scope(), session("\n   for update of s"), attempt()),
                Trip.of(
                        part(ATTEMPT_DONE, turn ->
                                new Object[] {turn.attempt, turn.now, turn.shop.workspaceId(), TEST, turn.attempt}),
                        insert(rows.payment),
                        event(rows.paid),
                        part(SESSION_DONE, turn -> new Object[] {
                            turn.payment, turn.now, turn.now, turn.shop.workspaceId(), TEST, turn.session
                        }),
                        event(rows.completed)),
                Trip.commit());
    }

    private static Part everywhere() {
        return part(SCOPE, _ -> new Object[] {"*", "*"});
    }

    private static Part scope() {
        return part(SCOPE, turn -> new Object[] {turn.shop.workspaceId(), TEST});
    }

    private static Part key() {
        return part(KEY, turn -> new Object[] {turn.now, turn.shop.keyId()});
    }

    private Part lock() {
        return part(LOCK, turn -> new Object[] {
            String.join("\n", turn.shop.workspaceId(), TEST, "POST", rows.idempotency.text("route"), turn.key)
        });
    }

    private Part kept() {
        return part(KEPT, turn -> new Object[] {
            turn.shop.workspaceId(), TEST, "POST", rows.idempotency.text("route"), turn.key, turn.now.minusDays(1)
        });
    }

    private static Part settings() {
        return part(SETTINGS, turn -> new Object[] {turn.shop.workspaceId()});
    }

    private static Part session(String lock) {
        return part(SESSION + lock, turn -> new Object[] {turn.shop.workspaceId(), TEST, turn.session});
    }

    private static Part attempts() {
        return part(ATTEMPTS, turn -> new Object[] {turn.shop.workspaceId(), TEST, turn.session});
    }

    private static Part attempt() {
        return part(ATTEMPT, turn -> new Object[] {turn.shop.workspaceId(), TEST, turn.attempt});
    }

    private static Part insert(Row row) {
        return part(row.insert(), turn -> row.valuesWith(turn.replaced, turn.now));
    }

    private Part event(Row row) {
        return part(row.insert(), turn -> {
            var replaced = new HashMap<>(turn.replaced);
            replaced.put(row.text("id"), like(row));
            return row.valuesWith(replaced, turn.now);
        });
    }

    private static Part part(String sql, Function<Turn, Object[]> values) {
        return new Part(sql, values);
    }
}
