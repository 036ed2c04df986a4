package com.plugipay.http;

import static com.plugipay.http.PreviewSamples.NOW;
import static com.plugipay.http.PreviewSamples.SESSION;
import static com.plugipay.http.PreviewSamples.time;

import com.plugipay.checkout.HeldPage;
import com.plugipay.checkout.HeldPage.Digits;
import com.plugipay.checkout.HostedPage.Doubt;
import com.plugipay.checkout.HostedPage.Method;
import com.plugipay.checkout.HostedPage.MethodGroup;
import com.plugipay.checkout.HostedPage.Next;
import com.plugipay.checkout.HostedPage.Open;
import com.plugipay.checkout.HostedPage.Panel;
import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.checkout.HostedPage.TurnedDown;
import com.plugipay.checkout.HostedPage.Unavailable;
import com.plugipay.checkout.Steps;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.qris.QrPicture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the hosted page can say in its middle.
final class HostedBodies {
    private HostedBodies() {}

    static Open open(@Nullable Problem problem, @Nullable Next next) {
        boolean choices = problem != null && problem.kind() == Problem.Kind.CARD_NOT_CHOSEN;
        return new Open(
                time(Language.ID, 86_000, "", ""),
                NOW.toString(),
                List.of(
                        problem != null && problem.atPhone()
                                ? new MethodGroup(
                                        "E-wallet", "ewallet", List.of(new Method("ovo", "OVO", true, Panel.PHONE)))
                                : new MethodGroup("Kartu", "card", List.of(card()))),
                List.of(),
                problem,
                next,
                null,
                null,
                null,
                choices,
                problem == null ? "" : "12 34\"<",
                false);
    }

    static Open inDoubt(@Nullable TimeText until) {
        Open open = open(null, null);
        return new Open(
                open.expires(),
                open.nowIso(),
                open.groups(),
                open.unavailable(),
                null,
                null,
                null,
                new Doubt("OVO", until),
                null,
                false,
                "",
                false);
    }

    static Open held(Language language, HeldPage.Kind kind, @Nullable Problem problem) {
        return new Open(
                time(Language.ID, 86_000, "", ""),
                NOW.toString(),
                List.of(new MethodGroup("Kartu", "card", List.of(card()))),
                List.of(),
                problem,
                null,
                heldPage(language, kind),
                null,
                problem == null ? null : new TurnedDown("Belum ada transfer Rp 150.000 yang masuk."),
                false,
                "",
                problem != null);
    }

    private static HeldPage heldPage(Language language, HeldPage.Kind kind) {
        boolean byHand = switch (kind) {
            case QR, VA, BILL, RETAIL, PUSH -> false;
            case BANK_TRANSFER, STATIC_QR, CASH, EDC_CARD -> true;
        };
        var account = new Digits("BCA", "8830 1234 5678", "883012345678", "Sari Wulandari");
        var code = new Digits("Kode", "2570 9650 9450 26", "25709650945026", null);
        boolean soon = kind == HeldPage.Kind.PUSH || kind == HeldPage.Kind.QR;
        return new HeldPage(
                kind,
                "BCA Virtual Account",
                switch (kind) {
                    case VA -> List.of(account);
                    case BANK_TRANSFER -> List.of(account, account);
                    case BILL -> List.of(code, account);
                    case RETAIL -> List.of(code);
                    case QR, PUSH, STATIC_QR, CASH, EDC_CARD -> List.of();
                },
                switch (kind) {
                    case QR -> {
                        QrPicture picture = QrPicture.of("0".repeat(220));
                        yield new HeldPage.Picture(picture.path(), picture.side(), "/c/" + SESSION + "/qr.png");
                    }
                    case STATIC_QR -> new HeldPage.Picture(null, 0, "/api/v1/files/qris.png");
                    case VA, BILL, RETAIL, PUSH, BANK_TRANSFER, CASH, EDC_CARD -> null;
                },
                kind == HeldPage.Kind.PUSH ? "0812••••890" : null,
                soon ? time(language, 55, "", "") : null,
                byHand
                        ? List.of()
                        : List.of(
                                new Steps.Step("BCA mobile", List.of("Buka BCA mobile.", "Pilih m-Transfer.")),
                                new Steps.Step("ATM BCA", List.of("Masukkan kartu.", "Pilih Transaksi Lainnya."))),
                "Rp 149.993",
                kind == HeldPage.Kind.BANK_TRANSFER ? "Rp 7" : null,
                "149993",
                kind == HeldPage.Kind.STATIC_QR ? "Infak Sinergi Foundation" : null,
                kind == HeldPage.Kind.BANK_TRANSFER || kind == HeldPage.Kind.STATIC_QR
                        ? "Tulis nama Anda di berita transfer.\nKami cek setiap jam."
                        : null,
                kind == HeldPage.Kind.CASH || kind == HeldPage.Kind.EDC_CARD
                        ? "Jl. Dago Pakar Timur 27\nBandung 40198"
                        : null,
                byHand,
                !byHand);
    }

    static Open nothing(Language language) {
        return new Open(
                time(language, 200, "", ""),
                NOW.toString(),
                List.of(),
                List.of(new Unavailable("QRIS", "Maksimal Rp 10.000.000"), new Unavailable("PayPal", "USD")),
                null,
                null,
                null,
                null,
                null,
                false,
                "",
                false);
    }

    /// Every family, each method that the catalogue has, and a card that was declined.
    static Open manyMethods() {
        List<MethodGroup> groups = new ArrayList<>();
        for (com.plugipay.method.MethodGroup group : com.plugipay.method.MethodGroup.values()) {
            List<Method> methods = MethodCatalogue.all().stream()
                    .filter(method -> method.group() == group)
                    .map(method -> method.id().equals("card")
                            ? card()
                            : new Method(
                                    method.id(),
                                    method.label(),
                                    false,
                                    method.asksForPhone() ? Panel.PHONE : Panel.APPROVAL))
                    .toList();
            groups.add(new MethodGroup(group.name(), group.wire(), methods));
        }
        return new Open(
                time(Language.ID, 300_000, "", ""),
                NOW.toString(),
                groups,
                List.of(new Unavailable("Alfamart", "Maksimal Rp 5.000.000")),
                Problem.of(Problem.Kind.CARD_DECLINED),
                null,
                null,
                null,
                null,
                false,
                "",
                false);
    }

    /// All that can be on one page: a code, its steps, and every other method behind it.
    static Open heaviest(Language language) {
        Open many = manyMethods();
        return new Open(
                many.expires(),
                many.nowIso(),
                many.groups(),
                many.unavailable(),
                many.problem(),
                null,
                heldPage(language, HeldPage.Kind.QR),
                null,
                null,
                false,
                "",
                true);
    }

    private static Method card() {
        return new Method("card", "Kartu kredit atau debit", true, Panel.TEST_CARD);
    }
}
