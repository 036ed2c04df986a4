package com.plugipay.dashboard;

import com.plugipay.db.Database;
import com.plugipay.event.EventStore;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Members;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /// Something that happened and changed no state, so that no event tells of it.
    ///
    /// @param text what happened, in words
    /// @param type as the audit log names it
    /// @param source as events name it
    /// @param actor of the key or the person; null when it was nobody of the merchant
    public record Fact(
            Instant at,
            String text,
            String type,
            String source,
            @Nullable String actor) {}

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
        return of(scope, aggregates, List.of(), frame, times);
    }

    /// @param aggregates as in the other
    /// @param more what no event tells of
    public List<Entry> of(
            Scope scope, List<String> aggregates, List<Fact> more, DashboardFrame frame, TimeTexts times) {
        List<EventStore.Event> told = database.read(scope, tx -> events.about(tx, scope, aggregates, MOST));
        List<Fact> facts = Stream.concat(told.stream().map(event -> fact(event, frame)), more.stream())
                .sorted(Comparator.comparing(Fact::at).reversed())
                .toList();
        Map<String, String> names = members.names(scope, actors(facts));
        return facts.stream()
                .map(fact -> new Entry(times.of(fact.at()), words(fact, names, frame), fact.type()))
                .toList();
    }

    private static Fact fact(EventStore.Event event, DashboardFrame frame) {
        String text = IN_WORDS.contains(event.type()) ? frame.t("dashboard.event." + event.type()) : event.type();
        return new Fact(event.occurredAt(), text, event.type(), event.source(), event.actorId());
    }

    private static Set<String> actors(List<Fact> facts) {
        return facts.stream().map(Fact::actor).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static String words(Fact fact, Map<String, String> names, DashboardFrame frame) {
        String actor = fact.actor();
        String who = actor == null ? "" : " · " + names.getOrDefault(actor, actor);
        return fact.text() + " · " + frame.t("dashboard.source." + fact.source()) + who;
    }
}
