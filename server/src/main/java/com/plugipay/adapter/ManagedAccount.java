package com.plugipay.adapter;

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
record ManagedAccount(
        Scope scope,
        @Nullable String email,
        @Nullable String subAccount,
        Kyb kyb,
        Capabilities capabilities,
        boolean payoutsReady,
        @Nullable Instant lastWebhookAt,
        Instant createdAt,
        Instant updatedAt) {

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

    static ManagedAccount begun(Scope scope, @Nullable String email, Instant now) {
        return new ManagedAccount(scope, email, null, Kyb.NOT_STARTED, Capabilities.PENDING, false, null, now, now);
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
                createdAt,
                now);
    }

    ManagedAccount simulated(Kyb nextKyb, Capabilities nextCapabilities, boolean payouts, Instant now) {
        return new ManagedAccount(scope, email, subAccount, nextKyb, nextCapabilities, payouts, now, createdAt, now);
    }

    boolean takesPayments() {
        return subAccount != null && kyb == Kyb.LIVE && capabilities == Capabilities.LIVE;
    }
}
