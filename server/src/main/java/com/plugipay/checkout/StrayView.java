package com.plugipay.checkout;

import com.plugipay.http.PageFrame;
import com.plugipay.money.Money;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Tells customers of money that came for their session and does not fit it.
final class StrayView {
    private static final int MARK_BYTES = 8;

    private StrayView() {}

    /// One sentence for each that waits for the shop's decision, the newest first.
    static List<String> of(SessionReader.Seen seen, PageFrame frame) {
        return seen.openAside().stream().map(money -> sentence(money, frame)).toList();
    }

    private static String sentence(UnappliedPayment money, PageFrame frame) {
        String came = money.amount().display();
        Long expected = money.expected();
        if (money.splitFrom() != null) {
            return frame.t("checkout.stray.rest", came);
        }
        return switch (money.reason()) {
            case SHORT, OVER ->
                expected == null
                        ? frame.t("checkout.stray.unknown", came)
                        : frame.t(
                                "checkout.stray.mismatch",
                                came,
                                Money.display(expected, money.amount().currency()));
            case LATE -> frame.t("checkout.stray.late", came);
            case DUPLICATE -> frame.t("checkout.stray.duplicate", came);
            case UNKNOWN -> frame.t("checkout.stray.unknown", came);
        };
    }

    /// Changes with what came and what became of it, and tells strangers nothing; empty for no such money.
    static String mark(SessionReader.Seen seen) {
        if (seen.aside().isEmpty()) {
            return "";
        }
        String all = seen.aside().stream()
                .map(money -> money.id().text() + money.state().wire())
                .collect(Collectors.joining(" "));
        return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), 0, MARK_BYTES);
    }
}
