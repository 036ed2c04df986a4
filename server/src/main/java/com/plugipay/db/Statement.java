package com.plugipay.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/// One statement with its values, ready to be sent together with others.
record Statement(String sql, @Nullable Object[] values) {
    private static final Map<String, ParsedSql> PARSED = new ConcurrentHashMap<>();

    static Statement of(String namedSql, Map<String, ?> params) {
        ParsedSql parsed = PARSED.computeIfAbsent(namedSql, NamedParameterUtils::parseSqlStatement);
        var source = new MapSqlParameterSource(params);
        return new Statement(
                NamedParameterUtils.substituteNamedParameters(parsed, source),
                NamedParameterUtils.buildValueArray(parsed, source, null));
    }

    /// Sets this statement's values from `first` on; answers the next free index.
    int bind(PreparedStatement prepared, int first) throws SQLException {
        int index = first;
        for (Object value : values) {
            StatementCreatorUtils.setParameterValue(prepared, index++, SqlTypeValue.TYPE_UNKNOWN, value);
        }
        return index;
    }
}
