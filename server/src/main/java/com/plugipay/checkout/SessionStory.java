package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.db.Database;
import com.plugipay.http.TimeTexts;
import com.plugipay.payment.Payment;
import com.plugipay.scope.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happened to a session, the newest first: its facts, to whom its attempts went, and what providers said.
final class SessionStory {
    private static final String CALLBACK = "provider_callback";

    private final Database database;
    private final Timeline timeline;
    private final CallbacksOfSession callbacks;

    SessionStory(Database database, Timeline timeline, CallbacksOfSession callbacks) {
        this.database = database;
        this.timeline = timeline;
        this.callbacks = callbacks;
    }

    List<Timeline.Entry> of(SessionReader.Seen seen, @Nullable Payment payment, DashboardFrame frame, TimeTexts times) {
        var entries = RouteText.among(
                timeline.of(seen.session().scope(), aggregates(seen, payment), frame, times),
                seen.attempts(),
                frame,
                times);
        // A stable sort: what happened at once stays in the order in which it is told, facts first.
        return Stream.concat(entries.stream(), callbacks(seen.session(), frame, times))
                .sorted(Comparator.comparing(
                                (Timeline.Entry entry) -> entry.at().iso())
                        .reversed())
                .toList();
    }

    private Stream<Timeline.Entry> callbacks(CheckoutSession session, DashboardFrame frame, TimeTexts times) {
        if (session.scope().mode() == Mode.TEST) {
            return Stream.empty();
        }
        return database
                .read(
                        session.scope(),
                        tx -> callbacks.of(tx, session.scope(), session.id().text()))
                .stream()
                .map(told -> new Timeline.Entry(times.of(told.at()), words(frame, told), CALLBACK));
    }

    private static String words(DashboardFrame frame, CallbacksOfSession.Told told) {
        String text = frame.t(
                "checkout.callback." + (told.outcome() == null ? "waiting" : told.outcome()),
                RouteText.name(frame, told.adapter()));
        return told.copies() == 1 ? text : text + " " + frame.t("checkout.callback.copies", told.copies());
    }

    private static List<String> aggregates(SessionReader.Seen seen, @Nullable Payment payment) {
        List<String> ids = new ArrayList<>();
        ids.add(seen.session().id().text());
        seen.attempts().forEach(attempt -> ids.add(attempt.id().text()));
        if (payment != null) {
            ids.add(payment.id().text());
        }
        return ids;
    }
}
