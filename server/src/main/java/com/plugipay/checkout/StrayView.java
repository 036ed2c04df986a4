package com.plugipay.checkout;

import com.plugipay.http.PageFrame;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.MoneyAside;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPayment.State;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells customers of money that came for their session and does not fit it, and of what became of it: by what is
/// stored of that money, whatever the attempts say.
public final class StrayView {
    private static final int MARK_BYTES = 8;

    private StrayView() {}

    static Stray of(SessionReader.Seen seen, PageFrame frame) {
        CheckoutSession session = seen.session();
        String shop = seen.settings().brand().name();
        List<MoneyAside> shown = shown(session.id().text(), seen.aside());
        if (shown.isEmpty()) {
            return Stray.NONE;
        }
        List<String> titles =
                shown.stream().map(one -> key(one.money())).distinct().toList();
        boolean waits = shown.stream().anyMatch(StrayView::waits);
        String advice = waits ? "advice" : session.state().isFinal() ? "questions" : "ask-first";
        Attempt live = seen.liveAttempt();
        return new Stray(
                frame.t("checkout.stray." + (titles.size() == 1 ? titles.getFirst() : "unknown") + ".title"),
                told(shown, shop, frame),
                frame.t("checkout.stray." + advice, shop),
                waits,
                live != null
                        && live.createdAt().isAfter(shown.getFirst().money().receivedAt()));
    }

    /// The same for a document, in one entry for each.
    public static List<String> told(Bill bill, PageFrame frame) {
        return told(shown(bill.sessionId(), bill.aside()), bill.brand().name(), frame);
    }

    private static List<String> told(List<MoneyAside> shown, String shop, PageFrame frame) {
        return shown.stream()
                .map(one -> (came(one.money(), frame) + " " + became(one, shown, shop, frame)).strip())
                .toList();
    }

    /// What paid the session after all is its payment, of which the page tells anyway.
    private static List<MoneyAside> shown(String session, List<MoneyAside> aside) {
        return aside.stream()
                .filter(one ->
                        !(one.money().state() instanceof State.Applied(String target, var _) && target.equals(session)))
                .toList();
    }

    private static boolean waits(MoneyAside one) {
        return one.money().state() instanceof State.Open && !one.goingBack();
    }

    private static String key(UnappliedPayment money) {
        if (money.splitFrom() != null) {
            return "rest";
        }
        return switch (money.reason()) {
            case SHORT -> "short";
            case OVER -> "over";
            case LATE -> "late";
            case DUPLICATE -> "duplicate";
            case UNKNOWN -> "unknown";
        };
    }

    private static String came(UnappliedPayment money, PageFrame frame) {
        String came = money.amount().display();
        String key = key(money);
        boolean mismatch = key.equals("short") || key.equals("over");
        Long expected = money.expected();
        if (!mismatch) {
            return frame.t("checkout.stray." + key, came);
        }
        return expected == null
                ? frame.t("checkout.stray.unknown", came)
                : frame.t(
                        "checkout.stray.mismatch",
                        came,
                        Money.display(expected, money.amount().currency()));
    }

    /// Empty while the shop has not decided.
    private static String became(MoneyAside one, List<MoneyAside> shown, String shop, PageFrame frame) {
        return switch (one.money().state()) {
            case State.Open _ -> one.goingBack() ? frame.t("checkout.stray.going-back") : "";
            case State.Refunded _ -> frame.t("checkout.stray.sent-back");
            case State.Applied _ -> {
                UnappliedPayment rest = restOf(one.money(), shown);
                yield rest == null
                        ? frame.t("checkout.stray.used", shop)
                        : frame.t(
                                "checkout.stray.used-part",
                                one.money().amount().minus(rest.amount()).display(),
                                shop);
            }
        };
    }

    private static @Nullable UnappliedPayment restOf(UnappliedPayment money, List<MoneyAside> shown) {
        return shown.stream()
                .map(MoneyAside::money)
                .filter(other -> money.id().equals(other.splitFrom()))
                .findFirst()
                .orElse(null);
    }

    /// Changes with what came and what became of it, and tells strangers nothing; empty for no such money.
    static String mark(SessionReader.Seen seen) {
        if (seen.aside().isEmpty()) {
            return "";
        }
        String all = seen.aside().stream()
                .map(one -> one.money().id().text() + one.money().state().wire() + (one.goingBack() ? "*" : ""))
                .collect(Collectors.joining(" "));
        return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), 0, MARK_BYTES);
    }
}
