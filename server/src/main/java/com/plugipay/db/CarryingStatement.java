package com.plugipay.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A prepared statement with other statements in front of it: shifts its user's parameters past theirs and reads
/// their results away before its user's own.
record CarryingStatement(PreparedStatement prepared, int carriedParameters, Carried carried)
        implements InvocationHandler {
    interface Carried {
        void readAway() throws SQLException;
    }

    static PreparedStatement of(PreparedStatement prepared, int carriedParameters, Carried carried) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new CarryingStatement(prepared, carriedParameters, carried));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String name = method.getName();
        if (args == null || args.length == 0) {
            switch (name) {
                case "executeQuery" -> {
                    run();
                    return prepared.getResultSet();
                }
                case "executeUpdate" -> {
                    run();
                    return prepared.getUpdateCount();
                }
                case "execute" -> {
                    run();
                    return prepared.getUpdateCount() < 0;
                }
                default -> {}
            }
        } else if (name.startsWith("set") && args.length >= 2 && args[0] instanceof Integer index) {
            args[0] = index + carriedParameters;
        }
        try {
            return method.invoke(prepared, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void run() throws SQLException {
        prepared.execute();
        carried.readAway();
    }
}
