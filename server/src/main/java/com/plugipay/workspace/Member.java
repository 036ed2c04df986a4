package com.plugipay.workspace;

import com.plugipay.http.Caller;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;

/// A person's place in one workspace.
public record Member(PersonId person, Workspace workspace, Role role) {
    /// This person as the caller of an operation in one mode.
    ///
    public Caller caller(Mode mode, SignedIn signedIn) {
        return new Caller(
                new Scope(workspace.id(), mode),
                workspace.name(),
                Caller.Kind.PERSON,
                person.text(),
                signedIn.name(),
                signedIn.provedAt(),
                role.scopes());
    }
}
