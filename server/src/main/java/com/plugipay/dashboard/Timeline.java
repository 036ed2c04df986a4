package com.plugipay.dashboard;

import com.plugipay.db.Database;
import com.plugipay.event.EventStore;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Members;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The story of an object and what belongs to it in words: its facts and who made them, the newest first.
public final class Timeline {
    private static final int MOST = 50;
    private static final Set<String> IN_WORDS = Set.of(
            "plugipay.checkout_session.created.v1",
            "plugipay.checkout_session.pending_review.v1",
            "plugipay.checkout_session.rejected.v1",
            "plugipay.checkout_session.completed.v1",
            "plugipay.checkout_session.expired.v1",
            "plugipay.checkout_session.canceled.v1",
            "payment.succeeded",
            "payment.failed",
            "payment.refunded",
            "payment.unapplied",
            "plugipay.refund.pending.v1",
            "plugipay.refund.issued.v1",
            "plugipay.refund.failed.v1",
            "plugipay.unapplied_payment.applied.v1",
            "plugipay.unapplied_payment.refunded.v1");

    /// One fact.
    ///
    /// @param text what happened, how and by whom
    /// @param type the event's type
    public record Entry(TimeText at, String text, String type) {}

    private final Database database;
    private final EventStore events;
    private final Members members;

    Timeline(Database database, EventStore events, Members members) {
        this.database = database;
        this.events = events;
        this.members = members;
    }

    /// @param aggregates ids of the object and of all that belongs to it
    public List<Entry> of(Scope scope, List<String> aggregates, DashboardFrame frame, TimeTexts times) {
        List<EventStore.Event> facts = database.read(scope, tx -> events.about(tx, scope, aggregates, MOST));
        Map<String, String> names = members.names(scope, actors(facts));
        return facts.stream()
                .map(event -> new Entry(times.of(event.occurredAt()), words(event, names, frame), event.type()))
                .toList();
    }

    private static Set<String> actors(List<EventStore.Event> facts) {
        return facts.stream()
                .map(EventStore.Event::actorId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static String words(EventStore.Event event, Map<String, String> names, DashboardFrame frame) {
        String what = IN_WORDS.contains(event.type()) ? frame.t("dashboard.event." + event.type()) : event.type();
        String actor = event.actorId();
        String who = actor == null ? "" : " · " + names.getOrDefault(actor, actor);
        return what + " · " + frame.t("dashboard.source." + event.source()) + who;
    }
}
