package com.plugipay.sandboxproviders.xendit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A payment channel as Xendit's page on it says (read 2026-11-26). Null: the page has no figure, so there is no limit
/// here.
record Channel(
        String code,
        Kind kind,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Duration life,
        String prefix) {

    /// How the customer pays.
    enum Kind {
        QR(true),
        PUSH(true),
        REDIRECT(true),
        VIRTUAL_ACCOUNT(false),
        RETAIL(false),
        CARD(true);

        final boolean refunds;

        Kind(boolean refunds) {
            this.refunds = refunds;
        }

        /// As the list of transactions calls it.
        String category() {
            return switch (this) {
                case QR -> "QR_CODE";
                case PUSH, REDIRECT -> "EWALLET";
                case VIRTUAL_ACCOUNT -> "VIRTUAL_ACCOUNT";
                case RETAIL -> "RETAIL_OUTLET";
                case CARD -> "CARDS";
            };
        }

        /// Bank transfers to an account number may bring any amount.
        boolean takesAnyAmount() {
            return this == VIRTUAL_ACCOUNT;
        }

        /// A code on paper or in a gallery can still be paid when it is over.
        boolean canBePaidLate() {
            return this == QR || this == VIRTUAL_ACCOUNT || this == RETAIL;
        }
    }

    private static final Map<String, Channel> ALL = new LinkedHashMap<>();

    static {
        add("QRIS", Kind.QR, "1", "10000000", Duration.ofDays(2), "");
        add("OVO", Kind.PUSH, "100", "20000000", Duration.ofSeconds(55), "");
        add("DANA", Kind.REDIRECT, "100", "20000000", Duration.ofMinutes(30), "");
        add("SHOPEEPAY", Kind.REDIRECT, "100", "20000000", Duration.ofMinutes(30), "");
        add("LINKAJA", Kind.REDIRECT, "100", "10000000", Duration.ofMinutes(30), "");
        add("ASTRAPAY", Kind.REDIRECT, "100", "20000000", Duration.ofMinutes(15), "");
        add("JENIUSPAY", Kind.PUSH, "1000", "5000000", Duration.ofMinutes(10), "");
        add("BCA_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, "10000", "50000000", null, "13282");
        add("BNI_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, "1", "50000000000", null, "8808");
        add("BRI_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, "1", "50000000000", null, "13281");
        add("MANDIRI_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, "1", "50000000000", null, "88608");
        add("PERMATA_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, "1", "9999999999", null, "7293");
        add("CIMB_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, null, null, null, "93490");
        add("BSI_VIRTUAL_ACCOUNT", Kind.VIRTUAL_ACCOUNT, null, null, null, "9347");
        add("ALFAMART", Kind.RETAIL, "10000", "5000000", Duration.ofDays(2), "TEST");
        add("INDOMARET", Kind.RETAIL, "10000", "5000000", null, "TEST");
        add("AKULAKU", Kind.REDIRECT, null, null, null, "");
        add("KREDIVO", Kind.REDIRECT, null, null, null, "");
        add("BCA_KLIKPAY", Kind.REDIRECT, "10000", "100000000", null, "");
        add("CARDS", Kind.CARD, null, null, null, "");
    }

    private static void add(
            String code,
            Kind kind,
            @Nullable String min,
            @Nullable String max,
            @Nullable Duration life,
            String prefix) {
        BigDecimal low = min == null ? null : new BigDecimal(min);
        BigDecimal high = max == null ? null : new BigDecimal(max);
        ALL.put(code, new Channel(code, kind, low, high, life, prefix));
    }

    static @Nullable Channel of(@Nullable String code) {
        return code == null ? null : ALL.get(code);
    }

    boolean fits(BigDecimal amount) {
        return (min == null || amount.compareTo(min) >= 0) && (max == null || amount.compareTo(max) <= 0);
    }
}
