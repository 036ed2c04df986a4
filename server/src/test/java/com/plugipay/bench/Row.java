package com.plugipay.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A row that the product wrote, to write more like it: same columns, same sizes, other ids.
///
/// @param columns those that have a value
record Row(String table, List<String> columns, List<String> types, List<Object> values) {
    static Row read(Connection connection, String table, String where, String key) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select * from " + table + " where " + where + " limit 1")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the product wrote no row into " + table + " where " + where);
                }
                return read(table, row);
            }
        }
    }

    private static Row read(String table, ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        var made = new Row(table, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String type = meta.getColumnTypeName(i);
            Object value = switch (type) {
                case "timestamptz" -> row.getObject(i, OffsetDateTime.class);
                case "_text" -> row.getArray(i) == null ? null : row.getArray(i).getArray();
                case "jsonb" -> row.getString(i);
                default -> row.getObject(i);
            };
            if (value != null) {
                made.columns.add(meta.getColumnName(i));
                made.types.add(type);
                made.values.add(value);
            }
        }
        return made;
    }

    Row without(List<String> names) {
        var made = new Row(table, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < columns.size(); i++) {
            if (!names.contains(columns.get(i))) {
                made.columns.add(columns.get(i));
                made.types.add(types.get(i));
                made.values.add(values.get(i));
            }
        }
        return made;
    }

    Row with(String column, Object value) {
        var made = new ArrayList<>(values);
        made.set(columns.indexOf(column), value);
        return new Row(table, columns, types, made);
    }

    String insert() {
        List<String> places = types.stream()
                .map(type -> type.equals("jsonb") ? "cast(? as jsonb)" : "?")
                .toList();
        return "insert into " + table + " (" + String.join(", ", columns) + ")\n  values (" + String.join(", ", places)
                + ")";
    }

    /// The values of another row like this one.
    ///
    /// @param ids what stands in these values, and what shall stand there
    Object[] valuesWith(Map<String, String> ids, OffsetDateTime now) {
        Object[] fresh = new Object[columns.size()];
        for (int i = 0; i < fresh.length; i++) {
            Object value = values.get(i);
            String column = columns.get(i);
            fresh[i] = switch (value) {
                case String text -> replaced(text, ids);
                case OffsetDateTime _ -> column.equals("expires_at") ? now.plusDays(1) : now;
                case byte[] bytes
                when column.equals("body") ->
                    replaced(new String(bytes, StandardCharsets.UTF_8), ids).getBytes(StandardCharsets.UTF_8);
                default -> value;
            };
        }
        return fresh;
    }

    String text(String column) {
        return values.get(columns.indexOf(column)).toString();
    }

    private static String replaced(String text, Map<String, String> ids) {
        String made = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            made = made.replace(id.getKey(), id.getValue());
        }
        return made;
    }
}
