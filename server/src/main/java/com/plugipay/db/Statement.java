package com.plugipay.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/// One statement with its values, ready to be sent together with others.
record Statement(String sql, @Nullable Object[] values) {
    /// A statement read once: a value is one value here, so its text is always the same.
    private record Known(ParsedSql parsed, String sql) {}

    private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();

    static Statement of(String namedSql, Map<String, ?> params) {
        Known known = KNOWN.computeIfAbsent(namedSql, Statement::read);
        return new Statement(
                known.sql, NamedParameterUtils.buildValueArray(known.parsed, new MapSqlParameterSource(params), null));
    }

    /// Sets this statement's values from `first` on; answers the next free index.
    int bind(PreparedStatement prepared, int first) throws SQLException {
        int index = first;
        for (Object value : values) {
            if (value == null) {
                prepared.setNull(index++, Types.NULL);
            } else {
                prepared.setObject(index++, value);
            }
        }
        return index;
    }

    private static Known read(String namedSql) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(namedSql);
        return new Known(parsed, NamedParameterUtils.substituteNamedParameters(parsed, null));
    }
}
