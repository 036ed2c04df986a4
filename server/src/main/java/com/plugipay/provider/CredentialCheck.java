package com.plugipay.provider;

/// What a provider said to what it was connected with.
public sealed interface CredentialCheck {
    record Accepted() implements CredentialCheck {}

    /// @param code ours, snake_case: settings have a sentence for each
    /// @param message what the provider said, for people who look closer
    record Failed(String code, String message) implements CredentialCheck {}
}
