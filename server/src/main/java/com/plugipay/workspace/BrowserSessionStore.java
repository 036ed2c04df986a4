package com.plugipay.workspace;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the signed-in browsers.
final class BrowserSessionStore {
    /// A session that is good now, and whose it is.
    record Found(String id, PersonId person, String name, String locale, Instant lastUsedAt, Instant provedAt) {}

    /// A session about to be stored.
    record NewSession(
            String id,
            PersonId person,
            byte[] tokenSha256,
            @Nullable String userAgent,
            String ip,
            Instant expiresAt) {}

    private static final String FIND = """
            select s.id, s.person_id, s.last_used_at, s.proved_at, coalesce(p.name, p.email) as name, p.locale
              from browser_session s
              join person p on p.id = s.person_id
             where s.token_sha256 = :hash and s.expires_at > :now and s.last_used_at > :idleSince
            """;

    private static final String INSERT = """
            insert into browser_session
                   (id, person_id, token_sha256, user_agent, ip, created_at, last_used_at, proved_at, expires_at)
            values (:id, :person, :hash, :userAgent, :ip, :now, :now, :now, :expiresAt)
            """;

    private static final String TOUCH =
            "update browser_session set last_used_at = :now where id = :id and last_used_at < :now";

    private static final String PROVED = "update browser_session set proved_at = :now where id = :id";

    private static final String DELETE = "delete from browser_session where token_sha256 = :hash";

    private static final String DELETE_ENDED = """
            delete from browser_session
             where ctid in (select ctid from browser_session
                             where expires_at <= :now or last_used_at <= :idleSince limit :most)
            """;

    Optional<Found> findAcrossWorkspaces(Tx tx, byte[] tokenSha256, Instant now, Instant idleSince) {
        return tx.sql(FIND)
                .param("hash", tokenSha256)
                .param("now", Rows.at(now))
                .param("idleSince", Rows.at(idleSince))
                .query((row, n) -> new Found(
                        Rows.text(row, "id"),
                        new PersonId(Rows.text(row, "person_id")),
                        Rows.text(row, "name"),
                        Rows.text(row, "locale"),
                        Rows.instant(row, "last_used_at"),
                        Rows.instant(row, "proved_at")))
                .optional();
    }

    void insert(Tx tx, NewSession session, Instant now) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", session.id());
        params.put("person", session.person().text());
        params.put("hash", session.tokenSha256());
        params.put("userAgent", session.userAgent());
        params.put("ip", session.ip());
        params.put("now", Rows.at(now));
        params.put("expiresAt", Rows.at(session.expiresAt()));
        tx.later(INSERT, params);
    }

    void touchAcrossWorkspaces(Tx tx, String id, Instant now) {
        tx.sql(TOUCH).param("id", id).param("now", Rows.at(now)).update();
    }

    void provedAcrossWorkspaces(Tx tx, String id, Instant now) {
        tx.sql(PROVED).param("id", id).param("now", Rows.at(now)).update();
    }

    void deleteAcrossWorkspaces(Tx tx, byte[] tokenSha256) {
        tx.sql(DELETE).param("hash", tokenSha256).update();
    }

    int deleteEndedAcrossWorkspaces(Tx tx, Instant now, Instant idleSince, int most) {
        return tx.sql(DELETE_ENDED)
                .param("now", Rows.at(now))
                .param("idleSince", Rows.at(idleSince))
                .param("most", most)
                .update();
    }
}
