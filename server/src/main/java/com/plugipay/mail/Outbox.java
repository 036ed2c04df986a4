package com.plugipay.mail;

import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where mail is written: in the transaction of what it tells of, so that there is one exactly when that happened.
///
/// In test mode a mail is kept to be looked at and never sent. In live mode it waits for the next sweep; one that can
/// never be sent (no server, no such address) is kept as failed and says why, because what it tells of did happen.
public final class Outbox {
    public static final String NO_SERVER = "no_server";
    public static final String BAD_ADDRESS = "bad_address";
    private static final int SUBJECT_LENGTH = 200;
    private static final int RECIPIENT_LENGTH = 320;

    private final MailStore store;
    private final Ids ids;
    private final boolean canSend;

    Outbox(MailStore store, Ids ids, boolean canSend) {
        this.store = store;
        this.ids = ids;
        this.canSend = canSend;
    }

    public void write(Tx tx, Scope scope, Letter letter, Instant now) {
        String problem = problem(scope, letter);
        boolean waits = scope.mode() == Mode.LIVE && problem == null;
        String status = problem != null ? "failed" : waits ? "pending" : "kept";
        var clean = new Letter(
                letter.kind(),
                letter.objectId(),
                oneLine(letter.recipient(), RECIPIENT_LENGTH),
                oneLine(letter.subject(), SUBJECT_LENGTH),
                letter.text().replace("\0", ""),
                letter.html().replace("\0", ""));
        store.insert(tx, scope, new Mail(MailId.next(ids), clean, status, 0, waits ? now : null, problem, now, null));
    }

    private @Nullable String problem(Scope scope, Letter letter) {
        if (!MailAddress.isValid(letter.recipient())) {
            return BAD_ADDRESS;
        }
        return scope.mode() == Mode.LIVE && !canSend ? NO_SERVER : null;
    }

    /// What stands in a header has no line break and no other control character.
    static String oneLine(String text, int maxLength) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= maxLength
                ? line
                : line.substring(0, line.offsetByCodePoints(0, maxLength));
    }
}
