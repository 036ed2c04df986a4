package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.http.TimeTexts;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.MethodNames;
import com.plugipay.provider.RouteReason;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// To whom an attempt went and why, in the merchant's language.
final class RouteText {
    private static final String TYPE = "payment_attempt";

    private RouteText() {}

    /// `Xendit: the only connected provider that takes it`; null for an attempt from before reasons were kept.
    static @Nullable String of(DashboardFrame frame, Attempt attempt) {
        String text = attempt.routeReason();
        RouteReason reason = text == null ? null : RouteReason.parse(text).orElse(null);
        if (reason == null) {
            return null;
        }
        String other = reason.insteadOf();
        return frame.t(
                "checkout.route." + reason.why().name().toLowerCase(Locale.ROOT),
                name(frame, attempt.adapter()),
                other == null ? "" : name(frame, other));
    }

    /// The story with the attempts in it, the newest first.
    static List<Timeline.Entry> among(
            List<Timeline.Entry> facts, List<Attempt> attempts, DashboardFrame frame, TimeTexts times) {
        Stream<Timeline.Entry> routes = attempts.reversed().stream().flatMap(attempt -> {
            String route = of(frame, attempt);
            String method = MethodNames.of(frame.frame(), attempt.channel());
            return route == null
                    ? Stream.empty()
                    : Stream.of(new Timeline.Entry(
                            times.of(attempt.createdAt()), frame.t("checkout.route.attempt", method, route), TYPE));
        });
        // A stable sort: what happened at once stays in the order in which it is told, facts first.
        return Stream.concat(facts.stream(), routes)
                .sorted(Comparator.comparing(
                                (Timeline.Entry entry) -> entry.at().iso())
                        .reversed())
                .toList();
    }

    /// @param adapter as attempts name it, or as settings do
    static String name(DashboardFrame frame, String adapter) {
        return frame.t("adapter.name." + (adapter.equals("xenplatform") ? "managed" : adapter));
    }
}
