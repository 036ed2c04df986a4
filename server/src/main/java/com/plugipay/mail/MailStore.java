package com.plugipay.mail;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the mail.
public final class MailStore {
    private static final String COLUMNS = """
            select id, kind, object_id, recipient, subject, text_body, html_body, status, tries, next_try_at,
                   last_error, created_at, sent_at
              from mail
            """;

    private static final String NEWEST = COLUMNS + """
             where workspace_id = :workspace and mode = :mode
             order by created_at desc, id desc
             limit :limit
            """;

    private static final String FIND = COLUMNS + """
             where workspace_id = :workspace and mode = :mode and id = :id
            """;

    private static final String INSERT = """
            insert into mail (id, workspace_id, mode, kind, object_id, recipient, subject, text_body, html_body,
                              status, tries, next_try_at, last_error, created_at)
            values (:id, :workspace, :mode, :kind, :objectId, :recipient, :subject, :text, :html,
                    :status, 0, :nextTryAt, :lastError, :createdAt)
            on conflict (object_id) where kind = 'receipt' do nothing
            returning id
            """;

    private static final String CLAIM = """
            update mail
               set tries = tries + 1, next_try_at = :until
             where id = (select id from mail
                          where status = 'pending' and next_try_at <= :now
                          order by next_try_at, id
                          limit 1
                            for update skip locked)
               and status = 'pending'
            returning id, kind, object_id, recipient, subject, text_body, html_body, status, tries, next_try_at,
                      last_error, created_at, sent_at
            """;

    private static final String SENT = """
            update mail set status = 'sent', sent_at = :now, next_try_at = null, last_error = null
             where id = :id and status = 'pending' and tries = :tries
            """;

    private static final String AGAIN = """
            update mail set next_try_at = :at, last_error = :error
             where id = :id and status = 'pending' and tries = :tries
            """;

    private static final String FAILED = """
            update mail set status = 'failed', next_try_at = null, last_error = :error
             where id = :id and status = 'pending' and tries = :tries
            """;

    void insert(Tx tx, Scope scope, Mail mail) {
        var params = new HashMap<String, @Nullable Object>();
        Letter letter = mail.letter();
        params.put("id", mail.id().text());
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        params.put("kind", letter.kind());
        params.put("objectId", letter.objectId());
        params.put("recipient", letter.recipient());
        params.put("subject", letter.subject());
        params.put("text", letter.text());
        params.put("html", letter.html());
        params.put("status", mail.status());
        params.put("nextTryAt", Rows.atOrNull(mail.nextTryAt()));
        params.put("lastError", mail.lastError());
        params.put("createdAt", Rows.at(mail.createdAt()));
        tx.ask(INSERT, params, (row, n) -> Rows.text(row, "id"));
    }

    public List<Mail> newest(Tx tx, Scope scope, int limit) {
        return tx.sql(NEWEST)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("limit", limit)
                .query(MailStore::read)
                .list();
    }

    public Optional<Mail> find(Tx tx, Scope scope, MailId id) {
        return tx.sql(FIND)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("id", id.text())
                .query(MailStore::read)
                .optional();
    }

    /// Takes the mail that has been due longest: until `until` nobody else takes it.
    Optional<Mail> claimAcrossWorkspaces(Tx tx, Instant now, Instant until) {
        return tx.sql(CLAIM)
                .param("now", Rows.at(now))
                .param("until", Rows.at(until))
                .query(MailStore::read)
                .optional();
    }

    void markSentAcrossWorkspaces(Tx tx, Mail claimed, Instant now) {
        mark(tx, SENT, claimed, Map.of("now", Rows.at(now)));
    }

    void tryAgainAcrossWorkspaces(Tx tx, Mail claimed, Instant at, String error) {
        mark(tx, AGAIN, claimed, Map.of("at", Rows.at(at), "error", error));
    }

    void giveUpAcrossWorkspaces(Tx tx, Mail claimed, String error) {
        mark(tx, FAILED, claimed, Map.of("error", error));
    }

    /// No row when the claim ran out and somebody else has taken the mail since.
    private static void mark(Tx tx, String sql, Mail claimed, Map<String, Object> params) {
        tx.sql(sql)
                .param("id", claimed.id().text())
                .param("tries", claimed.tries())
                .params(params)
                .update();
    }

    private static Mail read(ResultSet row, int n) throws SQLException {
        return new Mail(
                new MailId(Rows.text(row, "id")),
                new Letter(
                        Rows.text(row, "kind"),
                        Rows.text(row, "object_id"),
                        Rows.text(row, "recipient"),
                        Rows.text(row, "subject"),
                        Rows.text(row, "text_body"),
                        Rows.text(row, "html_body")),
                Rows.text(row, "status"),
                row.getInt("tries"),
                Rows.instantOrNull(row, "next_try_at"),
                Rows.textOrNull(row, "last_error"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "sent_at"));
    }
}
