package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.db.Database;
import com.plugipay.event.EventStore;
import com.plugipay.http.TimeTexts;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Members;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

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
    private final Members members;

    SessionTimeline(Database database, EventStore events, Members members) {
        this.database = database;
        this.events = events;
        this.members = members;
    }

    /// @param aggregates ids of the session and of all that belongs to it
    List<SessionPage.Entry> of(Scope scope, List<String> aggregates, DashboardFrame frame, TimeTexts times) {
        List<EventStore.Event> facts = database.read(scope, tx -> events.about(tx, scope, aggregates, MOST));
        Map<String, String> names = members.names(scope, actors(facts));
        return facts.stream()
                .map(event ->
                        new SessionPage.Entry(times.of(event.occurredAt()), words(event, names, frame), event.type()))
                .toList();
    }

    private static Set<String> actors(List<EventStore.Event> facts) {
        return facts.stream()
                .map(EventStore.Event::actorId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static String words(EventStore.Event event, Map<String, String> names, DashboardFrame frame) {
        String what = IN_WORDS.contains(event.type()) ? frame.t("checkout.event." + event.type()) : event.type();
        String actor = event.actorId();
        String who = actor == null ? "" : " · " + names.getOrDefault(actor, actor);
        return what + " · " + frame.t("checkout.source." + event.source()) + who;
    }
}
