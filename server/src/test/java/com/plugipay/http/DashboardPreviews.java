package com.plugipay.http;

import static com.plugipay.http.PreviewSamples.LONG_NAME;
import static com.plugipay.http.PreviewSamples.PAYMENT;
import static com.plugipay.http.PreviewSamples.SESSION;
import static com.plugipay.http.PreviewSamples.TEXTS;
import static com.plugipay.http.PreviewSamples.frame;
import static com.plugipay.http.PreviewSamples.time;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.refund.PaymentPage;
import com.plugipay.refund.RefundNotice;
import com.plugipay.refund.RefundPage;
import com.plugipay.settings.MethodsPage;
import com.plugipay.testmode.ClockPage;
import com.plugipay.workspace.LoginPage;
import com.plugipay.workspace.SetupPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The other pages of a shop's dashboard, and those on the way into it.
final class DashboardPreviews {
    private DashboardPreviews() {}

    static Map<String, PreviewPage> of(Language language) {
        Map<String, PreviewPage> pages = new LinkedHashMap<>();
        DashboardFrame test = dashboard(language, true, "Kopi Senja");
        DashboardFrame live = dashboard(language, false, LONG_NAME);
        pages.put("payment-methods", new PreviewPage("settings/methods.jte", methods(test, language, true)));
        pages.put("payment-methods-wrong", new PreviewPage("settings/methods.jte", methods(live, language, false)));
        pages.put("payment-doubt", new PreviewPage("refund/payment.jte", payment(language, test)));

        FormErrors wrong = new FormErrors(List.of(
                new FormErrors.Entry("name", TEXTS.text(language, "workspace.name.missing")),
                new FormErrors.Entry("email", TEXTS.text(language, "workspace.email.wrong")),
                new FormErrors.Entry("password", TEXTS.text(language, "workspace.password.short"))));
        pages.put(
                "setup",
                new PreviewPage(
                        "workspace/setup.jte",
                        new SetupPage(
                                frame(language, "?lang=x"), "csrf", "tok", "Kopi Senja", "", "", FormErrors.NONE)));
        pages.put(
                "setup-wrong",
                new PreviewPage(
                        "workspace/setup.jte",
                        new SetupPage(frame(language, "?lang=x"), "csrf", "tok", LONG_NAME, "", "rina@", wrong)));
        pages.put("clock", new PreviewPage("testmode/clock.jte", clock(test, true, FormErrors.NONE)));
        pages.put("clock-read-only", new PreviewPage("testmode/clock.jte", clock(test, false, FormErrors.NONE)));
        pages.put(
                "clock-wrong",
                new PreviewPage(
                        "testmode/clock.jte",
                        clock(
                                test,
                                true,
                                new FormErrors(
                                        List.of(new FormErrors.Entry("count", test.t("testmode.clock.wrong")))))));
        pages.put(
                "login",
                new PreviewPage(
                        "workspace/login.jte", new LoginPage(frame(language, "?lang=x"), "csrf", "", "", null)));
        for (LoginPage.Notice notice : LoginPage.Notice.values()) {
            pages.put(
                    "login-" + notice.name().toLowerCase(Locale.ROOT),
                    new PreviewPage(
                            "workspace/login.jte",
                            new LoginPage(
                                    frame(language, "?lang=x"), "csrf", "rina@kopisenja.id", "/dashboard", notice)));
        }
        return pages;
    }

    private static PaymentPage payment(Language language, DashboardFrame dashboard) {
        TimeText before = time(language, -300, "5 menit lalu", "5 minutes ago");
        var doubtful = new RefundPage(
                "rfd_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "Rp 100.000",
                "pending",
                false,
                null,
                null,
                null,
                null,
                new RefundPage.Doubt("1", before, "Rp 99.999", "99999 IDR", true, true),
                List.of(),
                before);
        var failed = new RefundPage(
                "rfd_01K7ZQ8M3T5V9X2B4N6P8R0S1X",
                "Rp 50.000",
                "failed",
                false,
                null,
                null,
                TEXTS.text(language, "refund.failure.not-sent"),
                null,
                null,
                List.of(
                        new RefundPage.AfterAll("rct_1", "Rp 50.000", "rfd-8f1c", before, false, null, "count", true),
                        new RefundPage.AfterAll("rct_2", "Rp 50.000", "rfd-8f1c", before, true, null, "asked", true)),
                before);
        return new PaymentPage(
                dashboard,
                PAYMENT,
                "Rp 150.000",
                "succeeded",
                language == Language.EN ? "Card" : "Kartu",
                "Visa •••• 4242",
                "sandbox",
                "sandbox_att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "Pesanan meja 7",
                SESSION,
                null,
                null,
                "Rp 50.000",
                "Rp 3.000",
                before,
                List.of(doubtful, failed),
                List.of(),
                null,
                null,
                new RefundNotice(TEXTS.text(language, "refund.doubt.still"), false));
    }

    private static MethodsPage methods(DashboardFrame frame, Language language, boolean good) {
        String ours = TEXTS.text(language, "settings.methods.adapter.ours");
        String handled = TEXTS.text(language, "settings.methods.handled", "Midtrans");
        String hidden = TEXTS.text(language, "settings.methods.hidden.provider", "Xendit / Midtrans");
        var choices = List.of(
                new MethodsPage.Choice("", ours, false),
                new MethodsPage.Choice("xendit", "Xendit", false),
                new MethodsPage.Choice("midtrans", "Midtrans", true));
        var wallets = List.of(
                new MethodsPage.Row(
                        "ovo",
                        "OVO",
                        true,
                        handled,
                        good ? null : hidden,
                        "Rp 100 – Rp 20.000.000",
                        null,
                        choices,
                        true,
                        false),
                new MethodsPage.Row("dana", "DANA", false, null, hidden, null, null, List.of(), false, true));
        var card = new MethodsPage.Row(
                "card",
                "Card",
                good,
                handled,
                null,
                null,
                "Visa, Mastercard, JCB, American Express",
                List.of(),
                true,
                true);
        return new MethodsPage(
                frame,
                "fk_1",
                List.of(
                        new MethodsPage.Group(TEXTS.text(language, "checkout.group.ewallet"), wallets),
                        new MethodsPage.Group(TEXTS.text(language, "checkout.group.card"), List.of(card))),
                List.of("ovo", "dana", "card"),
                good ? "" : "ovo:down",
                new MethodsPage.Texts(
                        LONG_NAME,
                        "Enak",
                        good ? "#0F766E" : "merah",
                        "022",
                        "a@b.id",
                        "Dago",
                        "01.2",
                        "https://toko.id"),
                null,
                true,
                good ? 2 : 0,
                true,
                good ? "settings.methods.saved" : null,
                good
                        ? FormErrors.NONE
                        : new FormErrors(List.of(
                                new FormErrors.Entry("logo", TEXTS.text(language, "settings.methods.logo.large")),
                                new FormErrors.Entry(
                                        "adapter-ovo", TEXTS.text(language, "settings.methods.adapter.wrong")),
                                new FormErrors.Entry(
                                        "embedOrigins", TEXTS.text(language, "settings.methods.embedOrigins.wrong")),
                                new FormErrors.Entry(
                                        "brandAccentColor",
                                        TEXTS.text(language, "settings.methods.brandAccentColor.wrong")))));
    }

    private static ClockPage clock(DashboardFrame dashboard, boolean canMove, FormErrors errors) {
        return new ClockPage(
                dashboard,
                "fk_1",
                "27 Jul 2026, 16:30 WIB",
                "26 Jul 2026, 14:30 WIB",
                !errors.any(),
                3,
                canMove,
                "31",
                "days",
                errors);
    }

    static DashboardFrame dashboard(Language language, boolean test, String name) {
        return new DashboardFrame(
                frame(language, "?lang=x"),
                name,
                "kopi-senja",
                test,
                "/dashboard/kopi-senja/x/checkout-sessions",
                DashboardFrame.Section.CHECKOUT_SESSIONS,
                "Rina Wulandari",
                "csrf",
                3,
                test ? 26 * 3_600 : 0);
    }
}
