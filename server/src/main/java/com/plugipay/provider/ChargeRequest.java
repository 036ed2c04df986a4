package com.plugipay.provider;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One charge as a provider gets it.
///
/// @param key the attempt's id: the provider's idempotency key, never made anew for the same attempt
/// @param reference the provider's own name for it, once it has told one
/// @param actionPath where a page of ours for this attempt lives, for providers that need one
/// @param testCard the name of a published test card, in test mode
/// @param expiresAt until when the customer should be able to pay; a provider may allow less
public record ChargeRequest(
        String key,
        @Nullable String reference,
        Mode mode,
        String method,
        Money amount,
        String actionPath,
        @Nullable String testCard,
        Instant expiresAt,
        Occasion occasion) {

    /// A charge of which only the names are known: enough to ask, never to charge.
    public static ChargeRequest named(String key, @Nullable String reference, String method, Currency currency) {
        return new ChargeRequest(
                key, reference, Mode.LIVE, method, new Money(1, currency), "", null, Instant.EPOCH, Occasion.NONE);
    }

    /// The same, asked for by another of its names.
    public ChargeRequest called(String name) {
        return new ChargeRequest(key, name, mode, method, amount, actionPath, testCard, expiresAt, occasion);
    }

    /// Who pays whom, as a provider shows it to the customer.
    ///
    /// @param shop the name that the customer knows
    /// @param returnUrl where a provider's page sends the customer back to
    /// @param phone of the customer, for methods that ring there
    public record Occasion(
            String shop,
            String returnUrl,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {
        /// Where nobody outside is called.
        public static final Occasion NONE = new Occasion("", "", null, null, null);

        /// The number that the customer gave with this payment comes before the one that the shop knows.
        public Occasion ringing(@Nullable String given) {
            return given == null ? this : new Occasion(shop, returnUrl, name, email, given);
        }
    }
}
