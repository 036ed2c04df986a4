package com.plugipay.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// What PostgreSQL reads at its start. Durability (fsync, synchronous_commit, full_page_writes) is left at its own
/// defaults, which are on.
final class PostgresSettings {
    private PostgresSettings() {}

    static void write(Path cluster, int port, ProgramUser user) throws IOException {
        replace(cluster.resolve("postgresql.conf"), settings(port), user);
        replace(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n", user);
    }

    private static void replace(Path file, String text, ProgramUser user) throws IOException {
        Folders.writePrivate(file, text);
        user.give(file);
    }

    private static String settings(int port) {
        return String.format(Locale.ROOT, """
                # Plugipay writes this file at every start. Settings of your own go into custom.conf beside it.
                listen_addresses = '127.0.0.1'
                port = %d
                # No socket in the file system: its path would be limited to 107 characters.
                unix_socket_directories = ''
                max_connections = 60
                password_encryption = scram-sha-256

                # A small server: the shop and its database on one machine.
                shared_buffers = 64MB
                effective_cache_size = 512MB
                work_mem = 4MB
                maintenance_work_mem = 32MB
                huge_pages = off
                jit = off
                io_method = sync
                max_worker_processes = 2
                max_parallel_workers = 0
                max_parallel_workers_per_gather = 0
                max_parallel_maintenance_workers = 0
                autovacuum_max_workers = 2
                max_wal_senders = 0
                max_replication_slots = 0
                max_logical_replication_workers = 0
                max_wal_size = 512MB
                random_page_cost = 1.1

                # The log names what went wrong and never a customer: no statements, no values.
                log_min_messages = warning
                log_checkpoints = off
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_line_prefix = '%%m [%%p] %%u '
                log_timezone = 'UTC'
                timezone = 'UTC'
                datestyle = 'iso, ymd'
                lc_messages = 'C'
                default_text_search_config = 'pg_catalog.simple'

                include_if_exists = 'custom.conf'
                """, port);
    }
}
