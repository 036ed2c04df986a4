package com.plugipay.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// A real pool that counts what is sent: each execute is a round trip, and so is each commit.
final class CountingPool extends AbstractDataSource {
    private final DataSource pool;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private @Nullable SQLWarning warning;

    CountingPool(DataSource pool) {
        this.pool = pool;
    }

    int sent() {
        return sent.get();
    }

    int commits() {
        return commits.get();
    }

    void warnAtCommit(SQLWarning next) {
        warning = next;
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        return proxy(Connection.class, (_, method, args) -> {
            Object result = call(method, connection, args);
            return switch (method.getName()) {
                case "commit" -> {
                    commits.incrementAndGet();
                    yield result;
                }
                case "getWarnings" -> warning == null ? result : warning;
                case "prepareStatement" -> result instanceof PreparedStatement prepared ? counting(prepared) : result;
                default -> result;
            };
        });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private PreparedStatement counting(PreparedStatement prepared) {
        return proxy(PreparedStatement.class, (_, method, args) -> {
            if (method.getName().startsWith("execute")) {
                sent.incrementAndGet();
            }
            return call(method, prepared, args);
        });
    }

    private static @Nullable Object call(
            java.lang.reflect.Method method, Object target, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
