package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.id.Ids;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The one-time link makes the first owner of its workspace and signs them in. Of two at once, one wins.
final class MakeFirstOwner {
    /// What the owner typed, checked for form.
    record Request(String name, String email, String password, String locale) {}

    /// Another person has this e-mail. The link stays good.
    static final class EmailTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EmailTaken() {
            super("this e-mail has an account", null, false, false);
        }
    }

    private final Database database;
    private final WorkspaceStore workspaces;
    private final PersonStore people;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final Ids ids;
    private final InstantSource realTime;

    MakeFirstOwner(
            Database database,
            WorkspaceStore workspaces,
            PersonStore people,
            Passwords passwords,
            BrowserSessions sessions,
            Ids ids,
            InstantSource realTime) {
        this.database = database;
        this.workspaces = workspaces;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.ids = ids;
        this.realTime = realTime;
    }

    /// The workspace that a link still waits for. Refuses an unknown link as absent and a used one as gone.
    String workspaceName(String token) {
        WorkspaceStore.Setup setup = database.readAcrossWorkspaces(
                        tx -> workspaces.setupAcrossWorkspaces(tx, RandomTokens.hash(token)))
                .orElseThrow(Rejected::notFound);
        if (setup.used()) {
            throw usedBefore();
        }
        return setup.workspaceName();
    }

    /// Answers the secret of the owner's browser session.
    String handle(String token, Request request, BrowserSessions.Browser browser) {
        String hash = passwords.hash(request.password());
        Instant now = realTime.instant().truncatedTo(ChronoUnit.MILLIS);
        return database.inTransactionAcrossWorkspaces(tx -> {
            WorkspaceId workspace = workspaces
                    .useSetupTokenAcrossWorkspaces(tx, RandomTokens.hash(token), now)
                    .orElseThrow(MakeFirstOwner::usedBefore);
            PersonId person = PersonId.next(ids);
            var owner = new PersonStore.NewPerson(person, request.email(), request.name(), hash, request.locale());
            if (!people.insert(tx, owner, now)) {
                throw new EmailTaken();
            }
            people.insertMembership(tx, ids.next("mbr"), workspace, person, Role.OWNER, now);
            people.signedIn(tx, person, now);
            return sessions.begin(tx, person, browser, now);
        });
    }

    private static Rejected usedBefore() {
        return new Rejected(ErrorCode.GONE, "This link has been used.");
    }
}
