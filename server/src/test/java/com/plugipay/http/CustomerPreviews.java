package com.plugipay.http;

import static com.plugipay.http.PreviewSamples.KOPI;
import static com.plugipay.http.PreviewSamples.LINES;
import static com.plugipay.http.PreviewSamples.LONG_AMOUNT;
import static com.plugipay.http.PreviewSamples.PAYMENT;
import static com.plugipay.http.PreviewSamples.SESSION;
import static com.plugipay.http.PreviewSamples.TEXTS;
import static com.plugipay.http.PreviewSamples.WORST;
import static com.plugipay.http.PreviewSamples.frame;
import static com.plugipay.http.PreviewSamples.time;

import com.plugipay.checkout.ApprovalPage;
import com.plugipay.checkout.Bill;
import com.plugipay.checkout.Brand;
import com.plugipay.checkout.ChallengePage;
import com.plugipay.checkout.HostedPage.Line;
import com.plugipay.checkout.TakenOff;
import com.plugipay.receipt.ReceiptPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What customers see beside the hosted page.
final class CustomerPreviews {
    private CustomerPreviews() {}

    static Map<String, PreviewPage> of(Language language) {
        Map<String, PreviewPage> pages = new LinkedHashMap<>();
        for (boolean pending : List.of(true, false)) {
            pages.put(
                    pending ? "receipt-pending" : "receipt",
                    new PreviewPage("receipt/receipt.jte", receipt(language, pending ? WORST : KOPI, LINES, pending)));
        }
        pages.put(
                "challenge",
                new PreviewPage(
                        "checkout/challenge.jte",
                        new ChallengePage(
                                frame(language, "/c/x"),
                                SESSION,
                                "att_1",
                                "open",
                                "",
                                KOPI,
                                "Rp 150.000",
                                "Visa •••• 3184")));
        pages.put(
                "challenge-worst",
                new PreviewPage(
                        "checkout/challenge.jte",
                        new ChallengePage(
                                frame(language, "/c/x"),
                                SESSION,
                                "att_1",
                                "open",
                                "",
                                WORST,
                                LONG_AMOUNT,
                                "Visa •••• 3184")));
        for (Brand brand : List.of(KOPI, WORST)) {
            pages.put(
                    brand.equals(KOPI) ? "approval" : "approval-worst",
                    new PreviewPage(
                            "checkout/approval.jte",
                            new ApprovalPage(
                                    frame(language, "/c/x"),
                                    SESSION,
                                    "att_1",
                                    "open",
                                    "",
                                    brand,
                                    brand.equals(KOPI) ? "Rp 150.000" : LONG_AMOUNT,
                                    "ShopeePay")));
        }
        pages.put(
                "accessibility",
                new PreviewPage("http/accessibility.jte", new AccessibilityPage(frame(language, "/accessibility"))));
        for (int status : List.of(400, 403, 404, 410, 413, 429, 500, 503)) {
            pages.put(
                    "error-" + status,
                    new PreviewPage(
                            "http/error.jte",
                            new ErrorPage(
                                    frame(language, "?lang=x"),
                                    status,
                                    status == 500 ? "req_01K7ZQ8M3T" : null,
                                    status == 403 ? "/" : null,
                                    status == 429 || status >= 500 ? "/c/" + SESSION : null,
                                    status == 429 ? 5 : 0,
                                    null,
                                    List.of())));
        }
        pages.put(
                "error-framed",
                new PreviewPage(
                        "http/error.jte",
                        new ErrorPage(
                                frame(language, "?lang=x"),
                                429,
                                null,
                                null,
                                "/embed/" + SESSION,
                                5,
                                SESSION,
                                List.of("https://toko.example"))));
        return pages;
    }

    private static ReceiptPage receipt(Language language, Brand brand, List<Line> lines, boolean pending) {
        return new ReceiptPage(
                frame(language, "?lang=" + language.other().code()),
                SESSION,
                true,
                pending,
                brand,
                pending
                        ? new Bill.Business("+62 22 123", "halo@kopi.id", "Jl. Dago 1\nBandung", "01.234.567.8")
                        : new Bill.Business(null, null, null, null),
                pending ? LONG_AMOUNT : "Rp 150.000",
                pending ? null : new TakenOff("Rp 149.993", "Rp 7"),
                lines,
                "Rina Wulandari",
                "r•••@contoh.id",
                "Transfer bank",
                PAYMENT,
                time(language, -60, "", ""),
                pending ? null : "Rp 35.000",
                pending
                        ? List.of()
                        : List.of(TEXTS.text(language, "checkout.stray.duplicate", "Rp 150.000") + " "
                                + TEXTS.text(language, "checkout.stray.sent-back")));
    }
}
