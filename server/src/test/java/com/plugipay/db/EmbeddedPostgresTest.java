package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    @Test
    void durability_is_what_postgresql_itself_promises() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(ask(postgres.app(), "show " + setting)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void it_is_postgresql_18_in_utf8_that_only_this_machine_reaches() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(ask(postgres.app(), "show server_version")).startsWith("18.");
            assertThat(ask(postgres.app(), "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres.app(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres.app(), "select upper('é')")).isEqualTo("É");
            assertThat(ask(postgres.app(), "show jit")).isEqualTo("off");
            assertThatThrownBy(
                            () -> ask(new DatabaseLogin(postgres.app().jdbcUrl(), "plugipay_app", "guess"), "select 1"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void the_application_role_is_neither_superuser_nor_owner_and_makes_no_tables() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            String rights = "select concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, rolcreatedb)"
                    + " from pg_roles where rolname = current_user";
            assertThat(ask(postgres.app(), rights)).isEqualTo("f f f f");
            assertThat(ask(postgres.owner(), rights)).isEqualTo("f f f f");
            String owner = "select pg_get_userbyid(datdba) from pg_database where datname = current_database()";
            assertThat(ask(postgres.app(), owner)).isEqualTo("plugipay_owner");
            for (String forbidden :
                    List.of("create table t (a int)", "create temp table t (a int)", "create schema s")) {
                assertThatThrownBy(() -> run(postgres.app(), forbidden)).hasMessageContaining("permission denied");
            }
            run(postgres.owner(), "create table t (a int)");
        }
    }

    @Test
    void what_was_committed_survives_a_killed_database() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            run(postgres.owner(), "create table kept (a int)", "insert into kept select generate_series(1, 500)");
            kill(postgres.pid());
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(ask(postgres.owner(), "select count(*) from kept")).isEqualTo("500");
        }
    }

    @Test
    void what_was_committed_survives_a_killed_server_and_the_database_it_left_is_replaced() throws Exception {
        Process holder = holder();
        long orphan = Long.parseLong(holder.inputReader().readLine());
        kill(holder.pid());
        assertThat(ProcessHandle.of(orphan))
                .as("killing the server leaves the database")
                .isPresent();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(postgres.pid()).isNotEqualTo(orphan);
            assertThat(alive(orphan)).isFalse();
            assertThat(ask(postgres.owner(), "select a from kept")).isEqualTo("42");
        }
    }

    @Test
    void a_second_start_on_the_same_data_names_who_holds_them() throws Exception {
        Process holder = holder();
        long database = Long.parseLong(holder.inputReader().readLine());
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOfSatisfying(
                        DataDirectoryInUse.class, e -> assertThat(e.holder()).isEqualTo(OptionalLong.of(holder.pid())))
                .hasMessageContaining("pid " + holder.pid())
                .hasMessageContaining(folder.toRealPath().toString());
        assertThat(alive(database)).as("the holder's database runs on").isTrue();
        holder.outputWriter().close();
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(alive(database)).as("closing stops the database").isFalse();
    }

    @Test
    void a_second_start_inside_the_same_process_is_refused_and_the_first_keeps_its_lock() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).isInstanceOf(DataDirectoryInUse.class);
            assertThat(ask(postgres.app(), "select 1")).isEqualTo("1");
        }
        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void a_first_start_that_was_killed_in_the_middle_is_made_anew() throws Exception {
        Files.createDirectories(folder.resolve("postgres-unfinished-1/base"));
        Files.writeString(folder.resolve("postgres-unfinished-1/PG_VERSION"), "18\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(ask(postgres.app(), "select current_user")).isEqualTo("plugipay_app");
            assertThat(folder.resolve("postgres-unfinished-1")).doesNotExist();
        }
    }

    @Test
    void a_stale_pid_file_that_names_another_program_is_no_obstacle_and_no_target() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Files.writeString(folder.resolve("postgres/postmaster.pid"), bystander.pid() + "\n" + folder + "/postgres\n");
        EmbeddedPostgres.start(folder).close();
        assertThat(bystander.isAlive()).isTrue();
        bystander.destroyForcibly();
    }

    @Test
    void nobody_else_reads_the_data_or_a_printed_password() throws Exception {
        Path data = folder.resolve("new/data");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(permissions(data)).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("postgres"))).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("postgres-passwords"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("postgres.log"))).isEqualTo("rw-------");
            assertThat(postgres.app().toString())
                    .contains("plugipay_app")
                    .doesNotContain(postgres.app().password());
        }
    }

    @Test
    void the_log_is_kept_small() throws Exception {
        PostgresLog log = new PostgresLog(folder.resolve("postgres.log"));
        Files.writeString(log.file(), "x".repeat(9 << 20));
        log.cap();
        assertThat(log.file()).isEmptyFile();
        assertThat(folder.resolve("postgres.log.1")).hasSize(9 << 20);
    }

    /// Another process that holds the folder until its input ends.
    public static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]))) {
                run(postgres.owner(), "create table kept (a int)", "insert into kept values (42)");
                System.out.println(postgres.pid());
                System.in.read();
            }
        }
    }

    private Process holder() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(java, "-cp", classPath, Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void kill(long pid) throws InterruptedException {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (alive(pid) && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(alive(pid)).isFalse();
    }

    /// A process that ended and that nobody has reaped yet is not alive.
    private static boolean alive(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().isPresent())
                .isPresent();
    }

    private static String ask(DatabaseLogin login, String question) throws SQLException {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private static void run(DatabaseLogin login, String... statements) throws SQLException {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private static Connection connect(DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
