package com.plugipay.provider;

import com.plugipay.scope.Scope;
import java.util.Optional;

/// Reads what a workspace gave for an adapter. Declared here, known by `adapter`; opens a short transaction of its
/// own, so it is asked before a provider is called and never inside a transaction.
public interface Connections {
    /// @param runBy the provider that is about to be called
    /// @throws IllegalStateException when nothing is connected, or it cannot be read
    Connection of(Scope scope, String runBy);

    /// The same for somebody who cannot know whether it is connected: nothing when it is not.
    ///
    /// @throws IllegalStateException when it cannot be read
    Optional<Connection> find(Scope scope, String adapter);
}
