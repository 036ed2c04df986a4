package com.plugipay.workspace;

import org.jspecify.annotations.Nullable;

/// The keys made with the first workspace, as they are shown once and kept in `DATA/first-keys.json`.
///
/// @param liveBearerKey the only one for live mode
/// @param setupToken of the one-time link for the first owner
public record FirstKeys(
        String workspaceId,
        String keyId,
        String secret,
        String bearerKey,
        String liveBearerKey,
        @Nullable String setupToken) {
    /// The same keys beside a new set-up link.
    public FirstKeys withSetupToken(String token) {
        return new FirstKeys(workspaceId, keyId, secret, bearerKey, liveBearerKey, token);
    }
}
