package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.scope.WorkspaceId;
import java.util.Optional;

/// Who belongs to which workspace, asked anew at every request.
public final class Members {
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

    Optional<Member> find(PersonId person, WorkspaceId workspace) {
        return database.readAcrossWorkspaces(tx -> people.memberByIdAcrossWorkspaces(tx, person, workspace));
    }
}
