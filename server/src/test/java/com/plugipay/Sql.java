package com.plugipay;

import com.plugipay.db.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks into a server's tables, and brings about what no request can: as their owner, past row-level security.
public final class Sql {
    private final DatabaseLogin owner;
    private @Nullable Connection kept;

    private Sql(DatabaseLogin owner) {
        this.owner = owner;
    }

    /// For one thread that asks a lot: keeps its connection for as long as the process lives.
    public static Sql keeping(TestServer server) {
        Sql sql = of(server);
        sql.kept = sql.connect();
        return sql;
    }

    private Connection connect() {
        try {
            return DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Sql of(TestServer server) {
        return new Sql(server.running().access().owner());
    }

    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The first column of each row.
    public List<String> texts(String sql, @Nullable Object... parameters) {
        Connection open = kept;
        if (open != null) {
            return texts(open, sql, parameters);
        }
        try (Connection connection = connect()) {
            return texts(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> texts(Connection connection, String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long number(String sql, @Nullable Object... parameters) {
        return Long.parseLong(texts(sql, parameters).getFirst());
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
