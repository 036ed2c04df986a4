package com.plugipay.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// The DataSource behind the one JdbcClient: hands out the connection of the transaction open on this thread.
final class CurrentConnection extends AbstractDataSource {
    private final ScopedValue<Tx> open;

    CurrentConnection(ScopedValue<Tx> open) {
        this.open = open;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!open.isBound()) {
            throw new SQLException("no transaction is open on this thread");
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Lent(open.get()));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /// A connection that its borrower may not close, and whose statements carry what the transaction has queued.
    private record Lent(Tx tx) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
                throws Throwable {
            if (method.getName().equals("close")) {
                return null;
            }
            if (method.getName().equals("prepareStatement")
                    && args != null
                    && args.length == 1
                    && args[0] instanceof String sql) {
                return tx.prepareWithQueued(sql);
            }
            try {
                return method.invoke(tx.connection(), args);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
