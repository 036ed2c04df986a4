package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.db.Database;
import com.plugipay.event.EventStore;
import com.plugipay.http.TimeTexts;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.Set;

/// A session's story in words: the facts about it, its attempts and its payment, the newest first.
final class SessionTimeline {
    private static final int MOST = 50;
    private static final Set<String> IN_WORDS = Set.of(
            "plugipay.checkout_session.created.v1",
            "plugipay.checkout_session.completed.v1",
            "plugipay.checkout_session.expired.v1",
            "plugipay.checkout_session.canceled.v1",
            "payment.succeeded",
            "payment.failed");

    private final Database database;
    private final EventStore events;

    SessionTimeline(Database database, EventStore events) {
        this.database = database;
        this.events = events;
    }

    /// @param aggregates ids of the session and of all that belongs to it
    List<SessionPage.Entry> of(Scope scope, List<String> aggregates, DashboardFrame frame, TimeTexts times) {
        return database.read(scope, tx -> events.about(tx, scope, aggregates, MOST)).stream()
                .map(event -> new SessionPage.Entry(times.of(event.occurredAt()), words(event, frame), event.type()))
                .toList();
    }

    private static String words(EventStore.Event event, DashboardFrame frame) {
        String what = IN_WORDS.contains(event.type()) ? frame.t("checkout.event." + event.type()) : event.type();
        return what + " · " + frame.t("checkout.source." + event.source());
    }
}
