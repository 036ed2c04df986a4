package com.plugipay.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// How this process reaches its database: as owner for migrations, as `plugipay_app` for everything else.
///
/// @param switchRole true when the application signs in as the owner and steps down with SET ROLE
/// @param embedded the PostgreSQL this process started; null when it uses another
public record DatabaseAccess(
        DatabaseLogin owner,
        DatabaseLogin app,
        boolean switchRole,
        @Nullable EmbeddedPostgres embedded) implements AutoCloseable {
    private static final String STEP_DOWN = "set role plugipay_app";
    private static final long CONNECT_TIMEOUT_MS = 10_000;

    public static DatabaseAccess embedded(Path data) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        return new DatabaseAccess(postgres.owner(), postgres.app(), false, postgres);
    }

    /// @param ownerUrl null when one URL serves both
    public static DatabaseAccess external(String url, @Nullable String ownerUrl) {
        DatabaseLogin app = login(url);
        DatabaseLogin owner = ownerUrl == null ? app : login(ownerUrl);
        prepareRole(owner, ownerUrl == null);
        return new DatabaseAccess(owner, app, ownerUrl == null, null);
    }

    /// As whoever the URL names, to look at a database without making or changing anything in it.
    public static DatabaseAccess visiting(String url) {
        DatabaseLogin login = login(url);
        return new DatabaseAccess(login, login, false, null);
    }

    /// Connections of the application's role, which owns nothing and bypasses nothing.
    public HikariDataSource pool(int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(app.jdbcUrl());
        config.setUsername(app.user());
        config.setPassword(app.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.setPoolName("plugipay");
        config.addDataSourceProperty("ApplicationName", "plugipay");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("options", "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000");
        if (switchRole) {
            config.setConnectionInitSql(STEP_DOWN);
        }
        return new HikariDataSource(config);
    }

    /// One connection of the application's role outside of any pool.
    public Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(app.jdbcUrl(), app.user(), app.password());
        if (switchRole) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(STEP_DOWN);
            }
        }
        return connection;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    /// Makes the application's role where it is missing, and lets an owner who has to step down to it.
    private static void prepareRole(DatabaseLogin owner, boolean switchRole) {
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                        if not exists (select 1 from pg_roles where rolname = 'plugipay_app') then
                            create role plugipay_app nologin nobypassrls;
                        end if;
                    end $$
                    """);
            if (switchRole) {
                statement.execute("""
                        do $$ begin
                            if not pg_has_role(current_user, 'plugipay_app', 'set') then
                                execute format('grant plugipay_app to %I', current_user);
                            end if;
                        end $$
                        """);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(
                    "The database cannot be prepared. Its role plugipay_app must exist, or the role in the URL must"
                            + " be allowed to create it.",
                    e);
        }
    }

    /// Takes `jdbc:postgresql://…` as it is, and `postgresql://user:password@host:port/database`.
    private static DatabaseLogin login(String url) {
        if (url.startsWith("jdbc:")) {
            return new DatabaseLogin(url, "", "");
        }
        URI uri = URI.create(url.replaceFirst("^postgres(ql)?://", "http://"));
        String userInfo = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseLogin(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query, user, password);
    }
}
