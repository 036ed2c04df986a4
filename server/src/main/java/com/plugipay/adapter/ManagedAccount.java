package com.plugipay.adapter;

import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ManagedAccounts.Standing;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a workspace has come in getting an account below the operator's.
///
/// @param subAccount null while the provider has not told it
/// @param opening what the provider is being asked for, or was without an answer
record ManagedAccount(
        Scope scope,
        @Nullable String email,
        @Nullable String subAccount,
        Kyb kyb,
        Capabilities capabilities,
        boolean payoutsReady,
        @Nullable Instant lastWebhookAt,
        @Nullable Opening opening,
        Instant createdAt,
        Instant updatedAt) {

    /// One wish, sent again under the same key in the same words until the provider has answered it.
    ///
    /// @param until whoever asks is taken for dead afterwards
    record Opening(String key, ManagedAccounts.Kind kind, String businessName, Instant until) {}

    /// Whether the provider knows the business.
    enum Kyb {
        NOT_STARTED,
        INVITED,
        REGISTERED,
        LIVE,
        REJECTED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kyb> of(String wire) {
            return Arrays.stream(values())
                    .filter(one -> one.wire().equals(wire))
                    .findFirst();
        }
    }

    /// Whether it may take payments.
    enum Capabilities {
        PENDING,
        LIVE,
        DECLINED,
        RESUBMISSION_REQUIRED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Capabilities> of(String wire) {
            return Arrays.stream(values())
                    .filter(one -> one.wire().equals(wire))
                    .findFirst();
        }
    }

    static ManagedAccount begun(Scope scope, String email, Opening opening, Instant now) {
        return new ManagedAccount(
                scope, email, null, Kyb.NOT_STARTED, Capabilities.PENDING, false, null, opening, now, now);
    }

    /// Asked for again, as it was asked for.
    ManagedAccount goingOn(Opening again, Instant now) {
        return new ManagedAccount(
                scope, email, null, kyb, capabilities, payoutsReady, lastWebhookAt, again, createdAt, now);
    }

    /// The provider has certainly made none: the next wish is a new one.
    ManagedAccount refused(Instant now) {
        return new ManagedAccount(
                scope, email, null, kyb, capabilities, payoutsReady, lastWebhookAt, null, createdAt, now);
    }

    ManagedAccount opened(String account, Standing standing, Instant now) {
        boolean live = standing == Standing.LIVE;
        return new ManagedAccount(
                scope,
                email,
                account,
                switch (standing) {
                    case INVITED -> Kyb.INVITED;
                    case REGISTERED -> Kyb.REGISTERED;
                    case LIVE -> Kyb.LIVE;
                    case REJECTED -> Kyb.REJECTED;
                },
                live ? Capabilities.LIVE : standing == Standing.REJECTED ? Capabilities.DECLINED : Capabilities.PENDING,
                live,
                lastWebhookAt,
                null,
                createdAt,
                now);
    }

    ManagedAccount simulated(Kyb nextKyb, Capabilities nextCapabilities, boolean payouts, Instant now) {
        return new ManagedAccount(
                scope, email, subAccount, nextKyb, nextCapabilities, payouts, now, null, createdAt, now);
    }

    boolean takesPayments() {
        return subAccount != null && kyb == Kyb.LIVE && capabilities == Capabilities.LIVE;
    }
}
