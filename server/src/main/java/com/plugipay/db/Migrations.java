package com.plugipay.db;

import org.flywaydb.core.Flyway;

/// Brings the schema up to date, as the role that owns it. The application's own role cannot.
public final class Migrations {
    private Migrations() {}

    public static void run(DatabaseLogin owner) {
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .connectRetries(10)
                .load()
                .migrate();
    }
}
