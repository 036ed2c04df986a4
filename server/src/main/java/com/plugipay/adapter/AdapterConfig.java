package com.plugipay.adapter;

import com.plugipay.provider.CredentialCheck;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one adapter is connected in one mode.
///
/// @param status `active` or `error`
/// @param publicConfig JSON of what may be shown
/// @param secretLast4 the end of its secret, where it has one
/// @param accountSince since when it is this account at the provider, as far as we can tell
record AdapterConfig(
        AdapterKind kind,
        String status,
        String publicConfig,
        @Nullable String secretLast4,
        Instant configuredAt,
        Instant accountSince,
        @Nullable Instant lastErrorAt,
        @Nullable String lastErrorCode) {
    static final String ACTIVE = "active";
    static final String ERROR = "error";
    /// It did not answer charges of late, and others are asked first for a while.
    static final String RESTING = "resting";
    /// Given, and the provider has not been asked yet.
    static final String UNCHECKED = "unchecked";

    /// @param accountSince null for an account that we did not have
    static AdapterConfig given(CredentialJson credential, Mode mode, @Nullable Instant accountSince, Instant now) {
        Instant since = accountSince == null ? now : accountSince;
        String shown = AdapterJson.text(credential.shown());
        return switch (mode) {
            // Nobody is asked in test mode, ever.
            case TEST ->
                new AdapterConfig(credential.kind(), ACTIVE, shown, credential.last4(), now, since, null, null);
            case LIVE ->
                new AdapterConfig(credential.kind(), ERROR, shown, credential.last4(), now, since, now, UNCHECKED);
        };
    }

    /// As the provider's answer leaves it.
    AdapterConfig checked(CredentialCheck answer, Instant now) {
        return switch (answer) {
            case CredentialCheck.Accepted(Map<String, String> learned) ->
                new AdapterConfig(
                        kind,
                        ACTIVE,
                        AdapterJson.with(publicConfig, learned),
                        secretLast4,
                        configuredAt,
                        accountSince,
                        null,
                        null);
            case CredentialCheck.Failed(CredentialCheck.Problem problem, String _) ->
                new AdapterConfig(
                        kind, ERROR, publicConfig, secretLast4, configuredAt, accountSince, now, problem.code());
        };
    }

    /// The same while it rests. What is stored stays active: by itself it will be asked again.
    AdapterConfig shownResting(@Nullable Resting resting) {
        return resting == null || !isActive()
                ? this
                : new AdapterConfig(
                        kind,
                        ERROR,
                        publicConfig,
                        secretLast4,
                        configuredAt,
                        accountSince,
                        resting.failedAt(),
                        RESTING);
    }

    boolean isActive() {
        return status.equals(ACTIVE);
    }

    /// What may be shown, of a provider.
    Map<String, @Nullable String> texts() {
        return AdapterJson.texts(publicConfig);
    }

    static AdapterConfig active(AdapterKind kind, String publicConfig, Instant now) {
        return new AdapterConfig(kind, ACTIVE, publicConfig, null, now, now, null, null);
    }
}
