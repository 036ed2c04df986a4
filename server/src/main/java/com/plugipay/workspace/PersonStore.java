package com.plugipay.workspace;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.ClientAddress;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SQL of people, their memberships and their failed sign-ins.
final class PersonStore {
    private static final int FREE_FAILURES = 10;
    private static final Duration FAILURES_FORGOTTEN_AFTER = Duration.ofHours(24);

    /// A person as signing in needs them.
    record Known(PersonId id, String passwordHash) {}

    /// What a signed-in person proves themselves against.
    record Proof(String email, String passwordHash) {}

    /// A person about to be stored.
    record NewPerson(PersonId id, String email, String name, String passwordHash, String locale) {}

    private static final String BY_EMAIL = "select id, password_hash from person where lower(email) = lower(:email)";

    private static final String OF_ID = "select email, password_hash from person where id = :id";

    private static final String OWNER_EMAIL = """
            select p.email
              from membership m
              join person p on p.id = m.person_id
             where m.workspace_id = :workspace and m.role = 'owner'
             order by m.joined_at, m.id
             limit 1
            """;

    private static final String OWNERS = """
            select p.email, p.locale, w.name as workspace_name, w.slug
              from membership m
              join person p on p.id = m.person_id
              join workspace w on w.id = m.workspace_id
             where m.workspace_id = :workspace and m.role = 'owner'
             order by m.joined_at, m.id
             limit :most
            """;

    private static final String INSERT = """
            insert into person (id, email, name, password_hash, locale, created_at)
            values (:id, :email, :name, :passwordHash, :locale, :now)
            on conflict (lower(email)) do nothing
            """;

    private static final String INSERT_MEMBERSHIP = """
            insert into membership (id, workspace_id, person_id, role, joined_at)
            values (:id, :workspace, :person, :role, :now)
            """;

    private static final String SET_LOCALE = "update person set locale = :locale where id = :id";

    private static final String SIGNED_IN = "update person set last_login_at = :now where id = :id";

    private static final String MEMBER = """
            select m.person_id, m.role, w.id, w.name, w.slug, w.timezone, w.created_at
              from membership m
              join workspace w on w.id = m.workspace_id
             where m.person_id = :person
            """;

    private static final String MEMBER_BY_SLUG = MEMBER + " and w.slug = :slug";

    private static final String MEMBER_BY_ID = MEMBER + " and w.id = :workspace";

    private static final String FIRST_MEMBERSHIP = MEMBER + " order by m.joined_at, m.id limit 1";

    // People who have left are named, too: what they did stays theirs.
    private static final String NAMES = """
            select id, coalesce(name, email) as name from person where id in (:ids)
            union all
            select id, name from api_key where workspace_id = :workspace and mode = :mode and id in (:ids)
            """;

    // Counted before the password is looked at, so that many tries at once are no way around. The wait doubles from
    // a minute to an hour; a try during it changes no row.
    private static final String COUNT_TRY = """
            insert into sign_in_failure as f (email, ip, failures, last_at) values (:email, :ip, 1, :now)
            on conflict (email, ip) do update
               set failures = case when f.last_at <= :forgotten then 1 else least(f.failures + 1, 30) end,
                   last_at = excluded.last_at
             where f.failures < :free
                or f.last_at <= excluded.last_at
                                - make_interval(secs => least(3600, 60 * power(2, f.failures - :free)))
            """;

    private static final String FORGIVE = "delete from sign_in_failure where email = :email and ip = :ip";

    private static final String FORGET_FAILURES = """
            delete from sign_in_failure
             where ctid in (select ctid from sign_in_failure where last_at <= :before limit :most)
            """;

    Map<String, String> names(Tx tx, Scope scope, Set<String> ids) {
        var names = new HashMap<String, String>();
        tx.sql(NAMES)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("ids", ids)
                .query((row, n) -> names.put(Rows.text(row, "id"), Rows.text(row, "name")))
                .list();
        return names;
    }

    Optional<Known> byEmailAcrossWorkspaces(Tx tx, String email) {
        return tx.sql(BY_EMAIL)
                .param("email", email)
                .query((row, n) -> new Known(new PersonId(Rows.text(row, "id")), Rows.text(row, "password_hash")))
                .optional();
    }

    Optional<Proof> proofAcrossWorkspaces(Tx tx, PersonId person) {
        return tx.sql(OF_ID)
                .param("id", person.text())
                .query((row, n) -> new Proof(Rows.text(row, "email"), Rows.text(row, "password_hash")))
                .optional();
    }

    Optional<String> ownerEmail(Tx tx, WorkspaceId workspace) {
        return tx.sql(OWNER_EMAIL)
                .param("workspace", workspace.text())
                .query(String.class)
                .optional();
    }

    /// Those who joined first.
    List<Owner> owners(Tx tx, WorkspaceId workspace, int most) {
        return tx.sql(OWNERS)
                .param("workspace", workspace.text())
                .param("most", most)
                .query((row, n) -> new Owner(
                        Rows.text(row, "email"),
                        Rows.text(row, "locale"),
                        Rows.text(row, "workspace_name"),
                        Rows.text(row, "slug")))
                .list();
    }

    /// False when somebody has this e-mail already.
    boolean insert(Tx tx, NewPerson person, Instant now) {
        return tx.sql(INSERT)
                        .param("id", person.id().text())
                        .param("email", person.email())
                        .param("name", person.name())
                        .param("passwordHash", person.passwordHash())
                        .param("locale", person.locale())
                        .param("now", Rows.at(now))
                        .update()
                == 1;
    }

    void insertMembership(Tx tx, String id, WorkspaceId workspace, PersonId person, Role role, Instant now) {
        tx.later(
                INSERT_MEMBERSHIP,
                Map.of(
                        "id", id,
                        "workspace", workspace.text(),
                        "person", person.text(),
                        "role", role.wire(),
                        "now", Rows.at(now)));
    }

    void setLocale(Tx tx, PersonId person, String locale) {
        tx.later(SET_LOCALE, Map.of("id", person.text(), "locale", locale));
    }

    void signedIn(Tx tx, PersonId person, Instant now) {
        tx.later(SIGNED_IN, Map.of("id", person.text(), "now", Rows.at(now)));
    }

    Optional<Member> memberBySlugAcrossWorkspaces(Tx tx, PersonId person, String slug) {
        return tx.sql(MEMBER_BY_SLUG)
                .param("person", person.text())
                .param("slug", slug)
                .query(PersonStore::member)
                .optional();
    }

    Optional<Member> memberByIdAcrossWorkspaces(Tx tx, PersonId person, WorkspaceId workspace) {
        return tx.sql(MEMBER_BY_ID)
                .param("person", person.text())
                .param("workspace", workspace.text())
                .query(PersonStore::member)
                .optional();
    }

    Optional<Member> firstMembershipAcrossWorkspaces(Tx tx, PersonId person) {
        return tx.sql(FIRST_MEMBERSHIP)
                .param("person", person.text())
                .query(PersonStore::member)
                .optional();
    }

    /// Counts one try to sign in. False when this account has to wait before the next one from this address.
    boolean countTryAcrossWorkspaces(Tx tx, String email, String ip, Instant now) {
        return tx.sql(COUNT_TRY)
                        .param("email", email)
                        .param("ip", ClientAddress.network(ip))
                        .param("now", Rows.at(now))
                        .param("forgotten", Rows.at(now.minus(FAILURES_FORGOTTEN_AFTER)))
                        .param("free", FREE_FAILURES)
                        .update()
                == 1;
    }

    void forgiveAcrossWorkspaces(Tx tx, String email, String ip) {
        tx.sql(FORGIVE)
                .param("email", email)
                .param("ip", ClientAddress.network(ip))
                .update();
    }

    int forgetFailuresAcrossWorkspaces(Tx tx, Instant now, int most) {
        return tx.sql(FORGET_FAILURES)
                .param("before", Rows.at(now.minus(FAILURES_FORGOTTEN_AFTER)))
                .param("most", most)
                .update();
    }

    private static Member member(ResultSet row, int n) throws SQLException {
        var workspace = new Workspace(
                new WorkspaceId(Rows.text(row, "id")),
                Rows.text(row, "name"),
                Rows.text(row, "slug"),
                ZoneId.of(Rows.text(row, "timezone")),
                Rows.instant(row, "created_at"));
        return new Member(new PersonId(Rows.text(row, "person_id")), workspace, Role.of(Rows.text(row, "role")));
    }
}
