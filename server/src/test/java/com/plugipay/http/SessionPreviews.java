package com.plugipay.http;

import static com.plugipay.http.DashboardPreviews.dashboard;
import static com.plugipay.http.PreviewSamples.LONG_AMOUNT;
import static com.plugipay.http.PreviewSamples.LONG_NAME;
import static com.plugipay.http.PreviewSamples.PAYMENT;
import static com.plugipay.http.PreviewSamples.SESSION;
import static com.plugipay.http.PreviewSamples.TEXTS;
import static com.plugipay.http.PreviewSamples.time;

import com.plugipay.checkout.NewSessionPage;
import com.plugipay.checkout.SessionListPage;
import com.plugipay.checkout.SessionPage;
import com.plugipay.checkout.SessionPage.AttemptState;
import com.plugipay.checkout.StatusBadge;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The pages of a shop's dashboard about its checkout sessions.
final class SessionPreviews {
    private SessionPreviews() {}

    static Map<String, PreviewPage> of(Language language) {
        Map<String, PreviewPage> pages = new LinkedHashMap<>();
        DashboardFrame test = dashboard(language, true, "Kopi Senja");
        DashboardFrame live = dashboard(language, false, LONG_NAME);
        List<SessionListPage.Row> rows = Stream.of(StatusBadge.values())
                .map(status -> row(
                        language,
                        status,
                        "Rp 150.000",
                        status == StatusBadge.OPEN ? "Pesanan meja 7, atas nama Bu Rina" : null))
                .toList();
        pages.put("list", new PreviewPage("checkout/session-list.jte", new SessionListPage(test, "", rows)));
        pages.put(
                "list-worst",
                new PreviewPage(
                        "checkout/session-list.jte",
                        new SessionListPage(
                                live,
                                "",
                                Stream.generate(() -> row(language, StatusBadge.PENDING_REVIEW, LONG_AMOUNT, LONG_NAME))
                                        .limit(20)
                                        .toList())));
        pages.put("list-empty", new PreviewPage("checkout/session-list.jte", new SessionListPage(test, "", List.of())));
        pages.put(
                "list-empty-live",
                new PreviewPage("checkout/session-list.jte", new SessionListPage(live, "", List.of())));

        var customers = List.of(new NewSessionPage.Option("cus_1", "Rina Wulandari · rina@contoh.id"));
        var groups = List.of(
                new NewSessionPage.Group(
                        language == Language.EN ? "Card" : "Kartu",
                        List.of(new NewSessionPage.Method(
                                "card",
                                language == Language.EN ? "Credit or debit card" : "Kartu kredit atau debit",
                                null,
                                true))),
                new NewSessionPage.Group("QR", List.of(new NewSessionPage.Method("qris", "QRIS", "IDR", true))));
        pages.put(
                "new",
                new PreviewPage(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                test,
                                "fk_1",
                                NewSessionPage.Values.initial(),
                                customers,
                                List.of(),
                                groups,
                                null,
                                FormErrors.NONE)));
        pages.put(
                "new-wrong",
                new PreviewPage(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                live,
                                "fk_1",
                                new NewSessionPage.Values("USD", "abc", "Pesanan", "cus_1", "9999", "tpl_1"),
                                customers,
                                List.of(new NewSessionPage.Option("tpl_1", "Struk 58 mm")),
                                groups,
                                new NewSessionPage.Problem(
                                        "validation_error", TEXTS.text(language, "http.form.errors")),
                                new FormErrors(List.of(
                                        new FormErrors.Entry(
                                                "amount", TEXTS.text(language, "checkout.new.amount.wrong")),
                                        new FormErrors.Entry(
                                                "expiresInHours", TEXTS.text(language, "checkout.new.hours.wrong")),
                                        new FormErrors.Entry(
                                                "methods", TEXTS.text(language, "checkout.new.methods.missing")))))));
        pages.put(
                "new-none",
                new PreviewPage(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                test,
                                "fk_1",
                                NewSessionPage.Values.initial(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                FormErrors.NONE)));

        for (StatusBadge status : StatusBadge.values()) {
            pages.put(
                    "session-" + status.code(),
                    new PreviewPage("checkout/session.jte", session(language, test, status, "Rp 150.000", null)));
        }
        pages.put(
                "session-worst",
                new PreviewPage(
                        "checkout/session.jte",
                        session(
                                language,
                                live,
                                StatusBadge.OPEN,
                                LONG_AMOUNT,
                                TEXTS.text(language, "checkout.session.created"))));
        return pages;
    }

    private static SessionListPage.Row row(
            Language language, StatusBadge status, String amount, @Nullable String label) {
        return new SessionListPage.Row(
                SESSION,
                label,
                amount,
                status,
                status == StatusBadge.COMPLETED ? "sandbox" : null,
                time(language, -300, "5 menit lalu", "5 minutes ago"),
                time(language, 86_000, "dalam 24 jam", "in 24 hours"));
    }

    private static SessionPage session(
            Language language, DashboardFrame dashboard, StatusBadge status, String amount, @Nullable String notice) {
        TimeText before = time(language, -300, "5 menit lalu", "5 minutes ago");
        boolean paid = status == StatusBadge.COMPLETED;
        boolean worst = notice != null;
        String declined = TEXTS.text(language, "checkout.problem.insufficient_funds.title");
        return new SessionPage(
                dashboard,
                SESSION,
                amount,
                status,
                paid || worst ? "sandbox" : null,
                "https://pay.kopisenja.example/c/" + SESSION,
                worst ? LONG_NAME : "Pesanan meja 7",
                worst ? new SessionPage.Customer("cus_01K7ZQ8M3T5V9X2B4N6P8R0S1W", LONG_NAME) : null,
                before,
                time(language, 86_000, "dalam 24 jam", "in 24 hours"),
                paid ? before : null,
                List.of("card", "qris"),
                status == StatusBadge.EXPIRED
                        ? List.of()
                        : List.of(
                                new SessionPage.Attempt(
                                        "att_2",
                                        "Visa •••• 4242",
                                        paid ? AttemptState.SUCCEEDED : AttemptState.REQUIRES_ACTION,
                                        null,
                                        "Xendit: the first in our order of the connected providers that take it",
                                        before),
                                new SessionPage.Attempt(
                                        "att_1", "Visa •••• 9995", AttemptState.FAILED, declined, null, before)),
                paid
                        ? new SessionPage.Payment(
                                PAYMENT, amount, language == Language.EN ? "Card" : "Kartu", "Visa •••• 4242", before)
                        : null,
                List.of(
                        new Timeline.Entry(
                                before,
                                language == Language.EN ? "Payment succeeded" : "Pembayaran berhasil",
                                "payment.succeeded"),
                        new Timeline.Entry(
                                before,
                                language == Language.EN ? "Session created by Rina" : "Sesi dibuat oleh Rina",
                                "plugipay.checkout_session.created.v1")),
                notice == null ? null : new SessionPage.Notice(notice, true),
                status == StatusBadge.PENDING_REVIEW ? review(before) : null,
                worst ? List.of(doubt(before)) : List.of(),
                dashboard.test() ? new SessionPage.Simulate("key", outcomes(status)) : null,
                worst ? "upm_01K7ZQ8M3T5V9X2B4N6P8R0S1W" : null);
    }

    private static List<String> outcomes(StatusBadge status) {
        return status == StatusBadge.OPEN
                ? List.of("succeed", "decline", "expire", "late", "short", "over", "duplicate")
                : List.of("duplicate");
    }

    private static SessionPage.Doubt doubt(TimeText since) {
        return new SessionPage.Doubt(
                "att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "1",
                LONG_AMOUNT,
                "BCA virtual account",
                "sandbox",
                "sandbox_att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                since,
                true,
                "150.000",
                "",
                new FormErrors(List.of(new FormErrors.Entry("reference", "…"))));
    }

    private static SessionPage.Review review(TimeText claimed) {
        return new SessionPage.Review(
                claimed,
                "1",
                "Rp 149.993",
                "Rp 7",
                "Transfer bank",
                List.of("BCA 1234567890 · Kopi Senja"),
                "/api/v1/files/x.png",
                true,
                true,
                null,
                null,
                null,
                "",
                null);
    }
}
