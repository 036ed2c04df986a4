package com.plugipay.command;

import com.plugipay.workspace.FirstKeys;
import com.plugipay.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What the ready file tells scripts. The keys are test keys but for `liveBearerKey`; null once nobody keeps them.
record Ready(
        String baseUrl,
        String workspaceId,
        @Nullable String keyId,
        @Nullable String secret,
        @Nullable String bearerKey,
        @Nullable String liveBearerKey,
        @Nullable String setupUrl,
        String sampleSessionUrl) {

    static Ready of(
            String baseUrl,
            Workspace workspace,
            @Nullable FirstKeys keys,
            @Nullable String setupUrl,
            String sampleSessionUrl) {
        return new Ready(
                baseUrl,
                workspace.id().text(),
                keys == null ? null : keys.keyId(),
                keys == null ? null : keys.secret(),
                keys == null ? null : keys.bearerKey(),
                keys == null ? null : keys.liveBearerKey(),
                setupUrl,
                sampleSessionUrl);
    }
}
