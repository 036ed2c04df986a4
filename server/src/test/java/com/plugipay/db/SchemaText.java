package com.plugipay.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The schema of a migrated database as text that people read and a test compares, in an order that never changes.
final class SchemaText {
    private static final String HEAD = """
            -- The schema as the migrations leave it, for reading. Made from the database and compared with it by a
            -- test; to make it anew: ./mvnw -pl server test -Dtest=SchemaFileTest -Dplugipay.write=true
            """;

    private static final String TABLES = """
            select relname from pg_class
             where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
               and relname <> 'flyway_schema_history' and not relispartition
             order by relname collate "C"
            """;

    private static final String COLUMNS = """
            select format('    %s %s%s%s', attname, format_type(atttypid, atttypmod),
                          case when attnotnull then ' not null' else '' end,
                          coalesce(' default ' || pg_get_expr(adbin, adrelid), ''))
              from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
             where attrelid = ?::regclass and attnum > 0 and not attisdropped
             order by attnum
            """;

    // Not-null constraints stand with their columns.
    private static final String CONSTRAINTS = """
            select '    constraint ' || conname || ' ' || pg_get_constraintdef(oid)
              from pg_constraint
             where conrelid = ?::regclass and contype in ('p', 'u', 'f', 'c', 'x')
             order by array_position(array['p', 'u', 'f', 'c', 'x'], contype::text), conname collate "C"
            """;

    private static final String INDEXES = """
            select pg_get_indexdef(indexrelid) || ';' from pg_index
             where indrelid = ?::regclass
               and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
             order by indexrelid::regclass::text collate "C"
            """;

    private static final String TRIGGERS = """
            select pg_get_triggerdef(oid) || ';' from pg_trigger
             where tgrelid = ?::regclass and not tgisinternal
             order by tgname collate "C"
            """;

    private static final String SECURITY = """
            select format('alter table %s enable row level security;', relname) from pg_class
             where oid = ?::regclass and relrowsecurity
            """;

    private static final String POLICIES = """
            select format(E'create policy %s on %s as %s for %s to %s\\n    using %s%s;', policyname, tablename,
                          lower(permissive), lower(cmd), array_to_string(roles, ', '), qual,
                          coalesce(' with check ' || with_check, ''))
              from pg_policies where schemaname = 'public' and tablename = ?
             order by policyname collate "C"
            """;

    private static final String GRANTS = """
            select format('grant %s on %s to %s;',
                          string_agg(lower(privilege_type), ', ' order by privilege_type), relname, grantee::regrole)
              from pg_class cross join lateral aclexplode(relacl)
             where pg_class.oid = ?::regclass and grantee <> relowner
             group by relname, grantee
             order by grantee::regrole::text collate "C"
            """;

    private static final String FUNCTIONS = """
            select pg_get_functiondef(oid) || ';' from pg_proc
             where pronamespace = 'public'::regnamespace
             order by proname collate "C", oid
            """;

    private SchemaText() {}

    static String of(DatabaseLogin owner) throws SQLException {
        var text = new StringBuilder(HEAD);
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password())) {
            for (String function : ask(connection, FUNCTIONS)) {
                text.append('\n')
                        .append(function.replaceAll("[ \\t]+\\n", "\n"))
                        .append('\n');
            }
            for (String table : ask(connection, TABLES)) {
                var inside = new ArrayList<>(ask(connection, COLUMNS, table));
                inside.addAll(ask(connection, CONSTRAINTS, table));
                text.append("\ncreate table ").append(table).append(" (\n");
                text.append(String.join(",\n", inside)).append("\n);\n");
                for (String part : List.of(INDEXES, TRIGGERS, SECURITY, POLICIES, GRANTS)) {
                    ask(connection, part, table)
                            .forEach(line -> text.append(line).append('\n'));
                }
            }
        }
        return text.toString();
    }

    private static List<String> ask(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            var answers = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
            return answers;
        }
    }
}
