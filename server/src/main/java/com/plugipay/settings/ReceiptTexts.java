package com.plugipay.settings;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a merchant lets receipts say.
///
/// @param taxRate from 0 to 1: 0.11
public record ReceiptTexts(
        @Nullable String footerText,
        @Nullable String thankYouText,
        boolean showTax,
        @Nullable String taxLabel,
        BigDecimal taxRate,
        @Nullable String cashierLabel,
        boolean showMerchantAddress,
        @Nullable String merchantAddress,
        @Nullable String merchantTaxId) {
    /// The receipt of a workspace that has changed nothing.
    public static final ReceiptTexts USUAL = new ReceiptTexts(
            null, "Terima kasih - Thank you", false, "PPN", new BigDecimal("0.11"), null, true, null, null);
}
