package com.plugipay.http;

import static com.plugipay.http.HostedBodies.heaviest;
import static com.plugipay.http.HostedBodies.held;
import static com.plugipay.http.HostedBodies.inDoubt;
import static com.plugipay.http.HostedBodies.manyMethods;
import static com.plugipay.http.HostedBodies.nothing;
import static com.plugipay.http.HostedBodies.open;
import static com.plugipay.http.PreviewSamples.KOPI;
import static com.plugipay.http.PreviewSamples.LINES;
import static com.plugipay.http.PreviewSamples.LONG_AMOUNT;
import static com.plugipay.http.PreviewSamples.PAYMENT;
import static com.plugipay.http.PreviewSamples.PLAIN;
import static com.plugipay.http.PreviewSamples.SESSION;
import static com.plugipay.http.PreviewSamples.TEXTS;
import static com.plugipay.http.PreviewSamples.WORST;
import static com.plugipay.http.PreviewSamples.frame;
import static com.plugipay.http.PreviewSamples.time;

import com.plugipay.checkout.Brand;
import com.plugipay.checkout.HeldPage;
import com.plugipay.checkout.HostedPage;
import com.plugipay.checkout.HostedPage.Canceled;
import com.plugipay.checkout.HostedPage.Completed;
import com.plugipay.checkout.HostedPage.Contact;
import com.plugipay.checkout.HostedPage.Expired;
import com.plugipay.checkout.HostedPage.Line;
import com.plugipay.checkout.HostedPage.Next;
import com.plugipay.checkout.HostedPage.PendingReview;
import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.checkout.HostedPage.Processing;
import com.plugipay.checkout.Place;
import com.plugipay.checkout.Stray;
import com.plugipay.checkout.TakenOff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The hosted page of a session in every state.
final class HostedPreviews {
    private HostedPreviews() {}

    static Map<String, PreviewPage> of(Language language) {
        Map<String, PreviewPage> pages = new LinkedHashMap<>();
        hosted(pages, "open", language, KOPI, "Rp 150.000", LINES, open(null, null));
        hosted(pages, "plain", language, PLAIN, "$15.00", List.of(), open(null, null));
        hosted(pages, "worst", language, WORST, LONG_AMOUNT, LINES, manyMethods());
        for (Problem.Kind kind : Problem.Kind.values()) {
            hosted(
                    pages,
                    "problem-" + kind.name().toLowerCase(Locale.ROOT),
                    language,
                    KOPI,
                    "Rp 150.000",
                    List.of(),
                    open(new Problem(kind, 8), null));
        }
        hosted(
                pages,
                "verify",
                language,
                KOPI,
                "Rp 150.000",
                List.of(),
                open(null, new Next("/c/" + SESSION + "/3ds/att_1", "Kartu", true, null, true, null)));
        hosted(
                pages,
                "next",
                language,
                WORST,
                LONG_AMOUNT,
                List.of(),
                open(
                        null,
                        new Next(
                                "/c/" + SESSION + "/approve/att_1",
                                "ShopeePay",
                                false,
                                time(language, 1_800, "", ""),
                                true,
                                new HeldPage.Picture("M0 0h1v1z", 29, "https://pay.example/c/" + SESSION))));
        hosted(pages, "heaviest", language, WORST, LONG_AMOUNT, LINES, heaviest(language));
        hosted(pages, "none", language, PLAIN, "Rp 25.000.000", List.of(), nothing(language));
        hosted(pages, "processing", language, KOPI, "Rp 150.000", List.of(), new Processing(30));
        hosted(
                pages,
                "review",
                language,
                KOPI,
                "Rp 150.000",
                List.of(),
                new PendingReview("Transfer bank", null, time(language, -60, "", ""), true, true, null));
        hosted(
                pages,
                "review-problem",
                language,
                WORST,
                LONG_AMOUNT,
                List.of(),
                new PendingReview(
                        "Transfer bank",
                        new TakenOff("Rp 999.999.999.998", "Rp 1"),
                        time(language, -60, "", ""),
                        true,
                        false,
                        Problem.of(Problem.Kind.PICTURE_TOO_LARGE)));
        hosted(pages, "doubt", language, KOPI, "Rp 150.000", List.of(), inDoubt(time(language, 600_000, "", "")));
        hosted(pages, "doubt-person", language, WORST, LONG_AMOUNT, List.of(), inDoubt(null));
        unsure(pages, "stray", language, held(language, HeldPage.Kind.VA, null), true);
        unsure(pages, "stray-open", language, open(null, null), true);
        unsure(
                pages,
                "stray-paid",
                language,
                new Completed(time(language, -1, "", ""), null, "QRIS", PAYMENT, "https://shop.example/thanks", false),
                true);
        unsure(pages, "stray-expired", language, new Expired(time(language, -900, "", "")), true);
        put(
                pages,
                "stray-sent-back",
                language,
                held(language, HeldPage.Kind.VA, null),
                stray(language, "ask-first", false, "sent-back"));
        put(
                pages,
                "stray-late-going-back",
                language,
                new Expired(time(language, -900, "", "")),
                stray(language, "questions", false, "going-back"));
        unsure(pages, "unsure-expired", language, new Expired(time(language, -900, "", "")), false);
        unsure(pages, "unsure-canceled", language, new Canceled(null), false);
        unsure(pages, "unsure-time", language, open(Problem.of(Problem.Kind.TIME_OVER), null), false);
        unsure(pages, "used-up", language, open(Problem.of(Problem.Kind.LINK_USED_UP), null), false);
        unsure(pages, "paused", language, open(Problem.of(Problem.Kind.LINK_PAUSED), null), false);
        for (HeldPage.Kind kind : HeldPage.Kind.values()) {
            hosted(
                    pages,
                    "held-" + kind.name().toLowerCase(Locale.ROOT),
                    language,
                    KOPI,
                    "Rp 150.000",
                    LINES,
                    held(language, kind, null));
        }
        hosted(
                pages,
                "held-worst",
                language,
                WORST,
                LONG_AMOUNT,
                LINES,
                held(language, HeldPage.Kind.BANK_TRANSFER, Problem.of(Problem.Kind.PICTURE_UNREADABLE)));
        hosted(
                pages,
                "paid",
                language,
                KOPI,
                "Rp 150.000",
                List.of(),
                new Completed(
                        time(language, -1, "baru saja", "just now"), null, "Visa •••• 4242", PAYMENT, null, true));
        hosted(
                pages,
                "paid-worst",
                language,
                WORST,
                LONG_AMOUNT,
                List.of(),
                new Completed(
                        time(language, -1, "baru saja", "just now"),
                        new TakenOff("Rp 999.999.999.998", "Rp 1"),
                        "Visa •••• 4242",
                        PAYMENT,
                        "/c/" + SESSION + "/return",
                        false));
        hosted(
                pages,
                "expired",
                language,
                KOPI,
                "Rp 150.000",
                List.of(),
                new Expired(time(language, -900, "15 menit lalu", "15 minutes ago")));
        hosted(pages, "canceled", language, KOPI, "Rp 150.000", List.of(), new Canceled(null));
        hosted(
                pages,
                "canceled-back",
                language,
                WORST,
                LONG_AMOUNT,
                List.of(),
                new Canceled("https://shop.example/cart"));
        return pages;
    }

    private static void hosted(
            Map<String, PreviewPage> pages,
            String name,
            Language language,
            Brand brand,
            String amount,
            List<Line> lines,
            HostedPage.Body body) {
        pages.put(
                "hosted-" + name, new PreviewPage("checkout/hosted.jte", hosted(language, brand, amount, lines, body)));
    }

    static HostedPage hosted(Language language, Brand brand, String amount, List<Line> lines, HostedPage.Body body) {
        return hosted(language, brand, amount, lines, body, true, Stray.NONE);
    }

    private static HostedPage hosted(
            Language language,
            Brand brand,
            String amount,
            List<Line> lines,
            HostedPage.Body body,
            boolean notCharged,
            Stray stray) {
        return new HostedPage(
                frame(language, "?lang=" + language.other().code()),
                SESSION,
                Place.PAGE,
                List.of(),
                "open",
                "",
                true,
                brand,
                amount,
                lines,
                body,
                stray.isEmpty() && notCharged,
                stray,
                stray.isEmpty() ? "" : "0123456789abcdef",
                stray.isEmpty() && notCharged ? Contact.NONE : new Contact("+62 812-3456-7890", "halo@kopisenja.id"),
                null,
                "https://pay.example/api/v1/files/logo.png");
    }

    /// It is not certain that nothing came, or it is certain that something came that does not fit.
    private static void unsure(
            Map<String, PreviewPage> pages, String name, Language language, HostedPage.Body body, boolean came) {
        put(pages, name, language, body, came ? stray(language, "advice", true, "") : Stray.NONE);
    }

    private static void put(
            Map<String, PreviewPage> pages, String name, Language language, HostedPage.Body body, Stray stray) {
        pages.put(
                "hosted-" + name,
                new PreviewPage(
                        "checkout/hosted.jte", hosted(language, KOPI, "Rp 150.000", List.of(), body, false, stray)));
    }

    private static Stray stray(Language language, String advice, boolean waits, String became) {
        String end = became.isEmpty() ? "" : " " + TEXTS.text(language, "checkout.stray." + became);
        return new Stray(
                TEXTS.text(language, "checkout.stray.unknown.title"),
                List.of(
                        TEXTS.text(language, "checkout.stray.mismatch", "Rp 75.000", "Rp 150.000") + end,
                        TEXTS.text(language, "checkout.stray.late", "Rp 150.000") + end),
                TEXTS.text(language, "checkout.stray." + advice, KOPI.name()),
                waits,
                false);
    }
}
