package com.plugipay.sandboxproviders.midtrans;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pages say of each payment type: how long it lives, between which bounds that can be set, whether money goes
/// back.
///
/// @param least null when the merchant cannot set the life
record PaymentType(
        String name,
        Duration life,
        @Nullable Duration least,
        @Nullable Duration most,
        boolean refunds) {
    private static final Duration SECONDS_20 = Duration.ofSeconds(20);
    private static final Map<String, PaymentType> ALL = Map.ofEntries(
            type("qris", Duration.ofMinutes(15), SECONDS_20, Duration.ofDays(7), true),
            type("gopay", Duration.ofMinutes(15), SECONDS_20, Duration.ofDays(7), true),
            type("shopeepay", Duration.ofMinutes(15), SECONDS_20, Duration.ofDays(5), true),
            type("dana", Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofDays(1), true),
            type("ovo", Duration.ofSeconds(65), null, null, true),
            type("bank_transfer", Duration.ofDays(1), SECONDS_20, Duration.ofDays(180), false),
            type("echannel", Duration.ofDays(1), SECONDS_20, Duration.ofDays(180), false),
            type("cstore", Duration.ofDays(1), SECONDS_20, Duration.ofDays(180), false),
            type("bca_klikpay", Duration.ofHours(2), SECONDS_20, Duration.ofDays(180), false),
            type("akulaku", Duration.ofDays(1), SECONDS_20, Duration.ofDays(180), true),
            type("kredivo", Duration.ofDays(1), SECONDS_20, Duration.ofDays(180), true),
            type("credit_card", Duration.ofMinutes(10), null, null, true));

    private static Map.Entry<String, PaymentType> type(
            String name, Duration life, @Nullable Duration least, @Nullable Duration most, boolean refunds) {
        return Map.entry(name, new PaymentType(name, life, least, most, refunds));
    }

    static @Nullable PaymentType of(@Nullable String name) {
        return name == null ? null : ALL.get(name);
    }
}
