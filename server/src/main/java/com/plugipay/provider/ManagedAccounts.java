package com.plugipay.provider;

import java.util.Locale;

/// Sub-accounts that the operator's own provider account holds for workspaces.
public interface ManagedAccounts {
    /// Who keeps the account: the merchant is invited to their own, or the operator runs it for them.
    enum Kind {
        INVITED,
        OPERATED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the provider said.
    sealed interface Answer {
        /// @param status as the provider tells it, translated
        record Known(String subAccount, Standing status) implements Answer {}

        /// This call made nothing. Of an earlier one under the same key it says nothing.
        record Refused(String code, String message) implements Answer {}

        /// It may have been made.
        record Unknown(String why) implements Answer {}
    }

    /// How far an account has come.
    enum Standing {
        INVITED,
        REGISTERED,
        LIVE,
        REJECTED
    }

    /// Whether the operator has given a key for them.
    boolean available();

    /// Makes one. Whether a second call under the same key makes a second one is not written down at the provider.
    ///
    /// @param key ours, the same whenever the same is asked for again
    Answer open(String key, Kind kind, String email, String businessName);

    /// How far one has come. Changes nothing.
    Answer look(String subAccount);
}
