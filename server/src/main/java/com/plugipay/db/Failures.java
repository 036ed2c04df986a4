package com.plugipay.db;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/// Turns driver errors into Spring's, as JdbcClient does for its own statements.
final class Failures {
    private static final SQLExceptionTranslator BY_STATE = translator();

    private Failures() {}

    static RuntimeException translate(SQLException e) {
        DataAccessException translated = BY_STATE.translate("statements sent together", null, e);
        return translated == null ? new DatabaseFailure("the database refused", e) : translated;
    }

    private static SQLExceptionTranslator translator() {
        var bySubclass = new SQLExceptionSubclassTranslator();
        bySubclass.setFallbackTranslator(new SQLStateSQLExceptionTranslator());
        return bySubclass;
    }
}
