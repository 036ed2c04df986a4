package com.plugipay.provider;

import java.util.Locale;
import java.util.Map;

/// What a provider said to what it was connected with.
public sealed interface CredentialCheck {
    /// @param learned what may be shown of the connection besides what was given
    record Accepted(Map<String, String> learned) implements CredentialCheck {
        public static final Accepted PLAIN = new Accepted(Map.of());
    }

    /// @param said by the provider, for whoever looks closer; never a secret
    record Failed(Problem problem, String said) implements CredentialCheck {}

    /// Exactly what failed. Settings have a sentence for each.
    enum Problem {
        /// The provider does not know this key, or no longer.
        INVALID_CREDENTIAL,
        /// It knows the key, which may not do what we need.
        NOT_ALLOWED,
        /// The key is of the provider's test world.
        TEST_CREDENTIAL,
        /// Nobody was reached: no such host, refused, no connection in time.
        UNREACHABLE,
        /// It was reached and did not answer in time.
        NO_ANSWER,
        /// It answered that it is broken itself.
        PROVIDER_FAILED,
        /// It answered something that we do not understand.
        UNEXPECTED_ANSWER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
