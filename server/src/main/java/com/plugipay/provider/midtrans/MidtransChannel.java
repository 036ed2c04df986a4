package com.plugipay.provider.midtrans;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one of our methods is called at Midtrans.
///
/// @param type its `payment_type`
/// @param detail the bank or shop, where a type has several
/// @param least the shortest life that can be asked for; null where none can be asked for, or none is written down
/// @param refunds whether the pages do not rule a refund out
record MidtransChannel(
        String type,
        @Nullable String detail,
        @Nullable Duration least,
        @Nullable Duration most,
        boolean refunds) {
    static final String CARD = "card";

    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration DANA_SHORTEST = Duration.ofMinutes(15);
    private static final Map<String, MidtransChannel> ALL = Map.ofEntries(
            Map.entry("qris", new MidtransChannel("qris", null, SHORTEST, Duration.ofDays(7), true)),
            Map.entry("gopay", new MidtransChannel("gopay", null, SHORTEST, Duration.ofDays(7), true)),
            Map.entry("dana", new MidtransChannel("dana", null, DANA_SHORTEST, Duration.ofDays(1), true)),
            Map.entry("shopeepay", lasting("shopeepay", true)),
            Map.entry("ovo", lasting("ovo", true)),
            Map.entry("va_bca", account("bca")),
            Map.entry("va_bni", account("bni")),
            Map.entry("va_bri", account("bri")),
            Map.entry("va_permata", account("permata")),
            Map.entry("va_cimb", account("cimb")),
            Map.entry("va_bsi", account("bsi")),
            Map.entry("va_danamon", account("danamon")),
            Map.entry("va_seabank", account("seabank")),
            Map.entry("va_mandiri", new MidtransChannel("echannel", null, SHORTEST, Duration.ofDays(180), false)),
            Map.entry("alfamart", shop("alfamart")),
            Map.entry("indomaret", shop("indomaret")),
            Map.entry("klikpay_bca", lasting("bca_klikpay", true)),
            Map.entry("akulaku", lasting("akulaku", true)),
            Map.entry("kredivo", lasting("kredivo", true)),
            Map.entry(CARD, lasting("credit_card", true)));

    /// The methods that Midtrans takes.
    static Set<String> methods() {
        return ALL.keySet();
    }

    static MidtransChannel of(String method) {
        MidtransChannel channel = ALL.get(method);
        if (channel == null) {
            throw new IllegalStateException("Midtrans does not take " + method);
        }
        return channel;
    }

    /// The life to ask for: what we wish, cut to what the channel allows. Null: the channel's own.
    @Nullable
    Duration life(Duration wished) {
        if (least == null || most == null) {
            return null;
        }
        return wished.compareTo(least) < 0 ? least : wished.compareTo(most) > 0 ? most : wished;
    }

    private static MidtransChannel account(String bank) {
        return new MidtransChannel("bank_transfer", bank, SHORTEST, Duration.ofDays(180), false);
    }

    private static MidtransChannel shop(String name) {
        return new MidtransChannel("cstore", name, SHORTEST, Duration.ofDays(180), false);
    }

    private static MidtransChannel lasting(String type, boolean refunds) {
        return new MidtransChannel(type, null, null, null, refunds);
    }
}
