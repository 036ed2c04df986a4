package com.plugipay.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.scope.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A caller's open conversation with the database. To take one in a signature is to join its transaction.
///
/// `sql` runs now. `later` and `ask` wait and travel together with the next statement, or just before the commit,
/// in one round trip: PostgreSQL answers several statements at once. `later` must change exactly one row.
public final class Tx {
    /// What one queued statement does with its result.
    private interface Reader {
        void read(PreparedStatement prepared) throws SQLException;
    }

    private record Queued(Statement statement, Reader reader) {}

    private static final int MOST_JOINED = 1_000;
    private static final Cache<List<String>, String> JOINED =
            Caffeine.newBuilder().maximumSize(MOST_JOINED).build();

    private final Connection connection;
    private final JdbcClient client;
    private final boolean transaction;
    private final List<Queued> queue = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private RowScope scope;
    private boolean scopeTold;

    Tx(Connection connection, JdbcClient client, RowScope scope, boolean transaction) {
        this.connection = connection;
        this.client = client;
        this.scope = scope;
        this.transaction = transaction;
    }

    /// A statement that runs now, after all that was queued, in one round trip with it.
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(sql);
    }

    /// A write whose outcome nobody waits for: it must change exactly one row, or the transaction is refused.
    public void later(String sql, Map<String, ? extends @Nullable Object> params) {
        enqueue(Statement.of(sql, params), prepared -> {
            int rows = prepared.getUpdateCount();
            if (rows != 1) {
                throw new LostRace(sql, rows);
            }
        });
    }

    /// A question whose answer is read later.
    public <T> Asked<T> ask(String sql, Map<String, ? extends @Nullable Object> params, RowMapper<T> mapper) {
        var answer = new AtomicReference<@Nullable List<T>>();
        enqueue(Statement.of(sql, params), prepared -> {
            var rows = new ArrayList<T>();
            try (ResultSet result = prepared.getResultSet()) {
                while (result.next()) {
                    T row = mapper.mapRow(result, rows.size());
                    if (row != null) {
                        rows.add(row);
                    }
                }
            }
            answer.set(rows);
        });
        return new Asked<>(() -> {
            List<T> rows = answer.get();
            if (rows == null) {
                flush();
                rows = answer.get();
            }
            if (rows == null) {
                throw new IllegalStateException("asked, sent, and not answered");
            }
            return rows;
        });
    }

    /// From here on this transaction sees one workspace only. For work that began across workspaces and found out.
    public void enter(Scope found) {
        flush();
        scope = RowScope.of(found);
        scopeTold = false;
    }

    /// Runs once the commit is sure; nothing runs after a rollback.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /// Sends what is queued now, for a caller that wants to answer for what the database says to it.
    public void flush() {
        if (queue.isEmpty()) {
            return;
        }
        List<Queued> sent = takeQueue();
        try (PreparedStatement prepared = connection.prepareStatement(joined(sent))) {
            bind(prepared, sent);
            prepared.execute();
            readInTurn(prepared, sent);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    Connection connection() {
        return connection;
    }

    /// A prepared statement that carries what is queued in front of `sql`; its results are read away before the
    /// caller sees its own.
    PreparedStatement prepareWithQueued(String sql) throws SQLException {
        List<Queued> sent = takeQueue();
        if (sent.isEmpty()) {
            return connection.prepareStatement(sql);
        }
        PreparedStatement prepared = connection.prepareStatement(joined(sent) + ";\n" + sql);
        int first = bind(prepared, sent);
        return CarryingStatement.of(prepared, first - 1, () -> {
            readInTurn(prepared, sent);
            prepared.getMoreResults(java.sql.Statement.KEEP_CURRENT_RESULT);
        });
    }

    private void enqueue(Statement statement, Reader reader) {
        queue.add(new Queued(statement, reader));
    }

    private List<Queued> takeQueue() {
        var sent = new ArrayList<Queued>(queue.size() + 1);
        if (!scopeTold) {
            sent.add(new Queued(scope.statement(transaction), prepared -> {}));
            scopeTold = true;
        }
        sent.addAll(queue);
        queue.clear();
        return sent;
    }

    /// The same text each time, so that the driver finds what it has prepared without reading it again.
    private static String joined(List<Queued> sent) {
        List<String> parts =
                sent.stream().map(queued -> queued.statement().sql()).toList();
        return JOINED.get(parts, all -> String.join(";\n", all));
    }

    private static int bind(PreparedStatement prepared, List<Queued> sent) throws SQLException {
        int index = 1;
        for (Queued queued : sent) {
            index = queued.statement().bind(prepared, index);
        }
        return index;
    }

    private static void readInTurn(PreparedStatement prepared, List<Queued> sent) throws SQLException {
        for (int i = 0; i < sent.size(); i++) {
            if (i > 0) {
                prepared.getMoreResults(java.sql.Statement.KEEP_CURRENT_RESULT);
            }
            sent.get(i).reader().read(prepared);
        }
    }
}
