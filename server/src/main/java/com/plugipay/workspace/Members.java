package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who belongs to which workspace, asked anew at every request.
public final class Members {
    private static final int MOST_OWNERS = 20;

    private final Database database;
    private final PersonStore people;

    Members(Database database, PersonStore people) {
        this.database = database;
        this.people = people;
    }

    /// Empty for a workspace that does not exist and for one of other people alike.
    public Optional<Member> find(PersonId person, String slug) {
        return database.readAcrossWorkspaces(tx -> people.memberBySlugAcrossWorkspaces(tx, person, slug));
    }

    /// Where a person begins.
    public Optional<Member> first(PersonId person) {
        return database.readAcrossWorkspaces(tx -> people.firstMembershipAcrossWorkspaces(tx, person));
    }

    /// The names of people and of this scope's keys, by their ids; whom nobody knows any more is left out.
    public Map<String, String> names(Scope scope, Set<String> ids) {
        return ids.isEmpty() ? Map.of() : database.read(scope, tx -> people.names(tx, scope, ids));
    }

    /// Where the workspace's first owner is reached.
    public String ownerEmail(Tx tx, WorkspaceId workspace) {
        return people.ownerEmail(tx, workspace)
                .orElseThrow(() -> Rejected.invalid("email", "This workspace has no owner yet."));
    }

    /// Whom to warn.
    public List<Owner> owners(Tx tx, WorkspaceId workspace) {
        return people.owners(tx, workspace, MOST_OWNERS);
    }

    Optional<Member> find(PersonId person, WorkspaceId workspace) {
        return database.readAcrossWorkspaces(tx -> people.memberByIdAcrossWorkspaces(tx, person, workspace));
    }
}
