package com.plugipay.settings;

import com.plugipay.http.Fields;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The words of receipts on the wire.
final class ReceiptTextsJson {
    private static final String FIELD = "receiptTemplate";
    private static final int TEXT_LENGTH = 500;
    private static final int LABEL_LENGTH = 80;
    private static final int RATE_DECIMALS = 6;

    private ReceiptTextsJson() {}

    /// What the object does not name stays as it was; null for the whole of it brings back the usual receipt.
    static @Nullable ReceiptTexts read(Fields fields, @Nullable ReceiptTexts before) {
        if (!fields.has(FIELD)) {
            return before;
        }
        return fields.object(FIELD, each -> Optional.of(merged(each, before == null ? ReceiptTexts.USUAL : before)));
    }

    private static ReceiptTexts merged(Fields each, ReceiptTexts before) {
        return new ReceiptTexts(
                kept(each, "footerText", before.footerText(), each.lines("footerText", TEXT_LENGTH)),
                kept(each, "thankYouText", before.thankYouText(), each.lines("thankYouText", TEXT_LENGTH)),
                each.flag("showTax").orElse(before.showTax()),
                kept(each, "taxLabel", before.taxLabel(), each.text("taxLabel", 0, LABEL_LENGTH)),
                each.decimal("taxRate", BigDecimal.ZERO, BigDecimal.ONE, RATE_DECIMALS)
                        .orElse(before.taxRate()),
                kept(each, "cashierLabel", before.cashierLabel(), each.text("cashierLabel", 0, LABEL_LENGTH)),
                each.flag("showMerchantAddress").orElse(before.showMerchantAddress()),
                kept(each, "merchantAddress", before.merchantAddress(), each.lines("merchantAddress", TEXT_LENGTH)),
                kept(
                        each,
                        "merchantTaxId",
                        before.merchantTaxId(),
                        each.text("merchantTaxId", 0, SettingsJson.TAX_ID_LENGTH)));
    }

    private static @Nullable String kept(Fields each, String name, @Nullable String before, @Nullable String sent) {
        return each.has(name) ? sent : before;
    }
}
