package com.plugipay.db;

import com.plugipay.scope.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Opens transactions. A method that takes a Database does its own; a method that takes a [Tx] joins the caller's.
///
/// Row-level security sees only the scope the transaction was opened for. The scope travels with the first
/// statement, never as a round trip of its own.
public final class Database {
    private static final ScopedValue<Tx> OPEN = ScopedValue.newInstance();

    private final DataSource pool;
    private final JdbcClient client = JdbcClient.create(new CurrentConnection(OPEN));

    public Database(DataSource pool) {
        this.pool = pool;
    }

    /// One transaction in one workspace and mode. Commits when `work` returns, rolls back when it throws.
    public <T extends @Nullable Object> T inTransaction(Scope scope, Function<Tx, T> work) {
        return run(RowScope.of(scope), true, work);
    }

    /// Reads without a transaction: each statement sees what is committed when it runs.
    public <T extends @Nullable Object> T read(Scope scope, Function<Tx, T> work) {
        return run(RowScope.of(scope), false, work);
    }

    /// For work that starts before it knows whose it is: signing in, public links, sweeps.
    public <T extends @Nullable Object> T inTransactionAcrossWorkspaces(Function<Tx, T> work) {
        return run(RowScope.ALL, true, work);
    }

    public <T extends @Nullable Object> T readAcrossWorkspaces(Function<Tx, T> work) {
        return run(RowScope.ALL, false, work);
    }

    /// Returns once the database has answered; throws when it does not.
    public void ping() {
        readAcrossWorkspaces(tx -> tx.sql("select 1").query(Integer.class).single());
    }

    /// Whether this thread holds a connection: remote calls refuse to start while it does.
    public static boolean isInUseByThisThread() {
        return OPEN.isBound();
    }

    private <T extends @Nullable Object> T run(RowScope scope, boolean transaction, Function<Tx, T> work) {
        if (OPEN.isBound()) {
            throw new IllegalStateException("a transaction is already open on this thread: pass its Tx");
        }
        Tx tx;
        T result;
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(!transaction);
            tx = new Tx(connection, client, scope, transaction);
            boolean committed = false;
            try {
                result = ScopedValue.where(OPEN, tx).call(() -> {
                    T answer = work.apply(tx);
                    tx.flush();
                    return answer;
                });
                if (transaction) {
                    commit(connection);
                }
                committed = true;
            } finally {
                if (!committed && transaction) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new DatabaseFailure("the database did not answer", e);
        }
        tx.runAfterCommit();
        return result;
    }

    /// The only commit in the code. A wait for a standby that was cancelled returns normally and says so only in a
    /// warning: the row may still vanish, so we do not claim that it is there.
    private static void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        CrashPoint.reached("before-commit");
        connection.commit();
        CrashPoint.reached("after-commit");
        SQLWarning warning = connection.getWarnings();
        if (warning != null) {
            throw new DatabaseFailure("the commit came back with a warning, its fate is unknown", warning);
        }
    }
}
