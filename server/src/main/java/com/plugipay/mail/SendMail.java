package com.plugipay.mail;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due: claims one mail and commits, sends it with nothing open, records how that went.
///
/// Two sweeps never send one mail twice. A crash between sending and recording does: the claim runs out and the mail
/// goes again, under the same Message-ID.
final class SendMail {
    private static final Logger LOG = LoggerFactory.getLogger(SendMail.class);
    private static final int MAILS_A_LOOK = 50;
    /// Longer than a try can take.
    private static final Duration CLAIM_LIFE = Duration.ofMinutes(5);

    /// How long to wait after each failed try; after the last there is no other.
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12));

    private final Database database;
    private final MailStore store;
    private final @Nullable Postman postman;
    private final WorkspaceTime time;

    /// @param postman null while no server is set
    SendMail(Database database, MailStore store, @Nullable Postman postman, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.postman = postman;
        this.time = time;
    }

    void lookOnce() {
        for (int i = 0; i < MAILS_A_LOOK; i++) {
            Instant now = time.everywhere();
            Optional<Mail> claimed = database.inTransactionAcrossWorkspaces(
                    tx -> store.claimAcrossWorkspaces(tx, now, now.plus(CLAIM_LIFE)));
            if (claimed.isEmpty()) {
                return;
            }
            record(claimed.get(), deliver(claimed.get()));
        }
    }

    private Postman.Delivery deliver(Mail mail) {
        return postman == null ? new Postman.Delivery.Refused(Outbox.NO_SERVER) : postman.deliver(mail);
    }

    private void record(Mail mail, Postman.Delivery delivery) {
        Instant now = time.everywhere();
        switch (delivery) {
            case Postman.Delivery.Sent() ->
                database.inTransactionAcrossWorkspaces(tx -> {
                    store.markSentAcrossWorkspaces(tx, mail, now);
                    return true;
                });
            case Postman.Delivery.Refused(String reason) -> giveUp(mail, reason);
            case Postman.Delivery.NotNow(String reason) -> {
                if (mail.tries() > WAITS.size()) {
                    giveUp(mail, reason);
                } else {
                    Instant at = now.plus(WAITS.get(mail.tries() - 1));
                    LOG.warn(
                            "{} was not sent and will be tried again: {}",
                            mail.id().text(),
                            reason);
                    database.inTransactionAcrossWorkspaces(tx -> {
                        store.tryAgainAcrossWorkspaces(tx, mail, at, reason);
                        return true;
                    });
                }
            }
        }
    }

    private void giveUp(Mail mail, String reason) {
        LOG.warn("{} will not be sent: {}", mail.id().text(), reason);
        database.inTransactionAcrossWorkspaces(tx -> {
            store.giveUpAcrossWorkspaces(tx, mail, reason);
            return true;
        });
    }
}
