package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.Payment;
import com.plugipay.provider.Card;
import com.plugipay.provider.sandbox.TestCard;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws sessions for the merchant: the list and the page of one.
final class SessionView {
    private static final String LIST = "checkout-sessions";

    private final Pages pages;
    private final OfferedMethods offered;
    private final CheckoutJson json;
    private final SessionReader reader;
    private final SessionStory story;
    private final ReviewView reviews;

    SessionView(
            Pages pages,
            OfferedMethods offered,
            CheckoutJson json,
            SessionReader reader,
            SessionStory story,
            ReviewView reviews) {
        this.pages = pages;
        this.offered = offered;
        this.json = json;
        this.reader = reader;
        this.story = story;
        this.reviews = reviews;
    }

    /// @param status that the list is narrowed to; empty for all
    ResponseEntity<byte[]> list(Visit visit, List<CheckoutSession> sessions, String status, Instant now) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.CHECKOUT_SESSIONS, LIST, LIST);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), now);
        var page = new SessionListPage(
                frame,
                status,
                sessions.stream().map(session -> row(session, times)).toList());
        return pages.formHtml(200, frame.frame(), "checkout/session-list.jte", page);
    }

    private static SessionListPage.Row row(CheckoutSession session, TimeTexts times) {
        CheckoutSession.Buyer buyer = session.terms().customer();
        String description = description(session);
        CheckoutSession.PaidWith paidWith = session.paidWith();
        return new SessionListPage.Row(
                session.id().text(),
                description == null && buyer != null ? buyer.name() : description,
                session.terms().amount().display(),
                badge(session),
                paidWith == null ? null : paidWith.adapter(),
                times.of(session.createdAt()),
                times.of(session.expiresAt()));
    }

    /// @param notice what the address says just happened; told only while the session bears it out
    ResponseEntity<byte[]> session(Visit visit, SessionReader.Seen seen, String notice) {
        return session(200, visit, seen, notice, Returned.NOTHING);
    }

    /// @param typed as the reason
    /// @param wrong key of what is wrong with it
    ResponseEntity<byte[]> notRejected(Visit visit, SessionReader.Seen seen, String typed, String wrong) {
        return session(400, visit, seen, "", new Returned(typed, wrong, null));
    }

    /// @param form with what is wrong in it
    ResponseEntity<byte[]> notPaid(Visit visit, SessionReader.Seen seen, PaidForm form) {
        return session(400, visit, seen, "", new Returned("", null, form));
    }

    /// What was typed into the page's forms and came back.
    ///
    /// @param reason for a rejection
    /// @param wrongReason key of what is wrong with it
    private record Returned(
            String reason,
            @Nullable String wrongReason,
            @Nullable PaidForm paid) {
        static final Returned NOTHING = new Returned("", null, null);
    }

    private ResponseEntity<byte[]> session(
            int status, Visit visit, SessionReader.Seen seen, String notice, Returned returned) {
        CheckoutSession session = seen.session();
        String path = LIST + "/" + session.id().text();
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.CHECKOUT_SESSIONS, path, LIST);
        var times = new TimeTexts(frame.frame(), seen.settings().timezone(), seen.now());
        Payment payment = session.state() instanceof CheckoutSession.State.Completed ? reader.paymentOf(session) : null;
        CheckoutSession.Buyer buyer = session.terms().customer();
        var page = new SessionPage(
                frame,
                session.id().text(),
                session.terms().amount().display(),
                badge(session),
                adapter(seen),
                json.hostedUrl(session.id()),
                description(session),
                buyer == null ? null : new SessionPage.Customer(buyer.id(), buyer.name()),
                times.of(session.createdAt()),
                times.of(session.expiresAt()),
                completed(session, times),
                offered.of(session, seen.settings()).methods().stream()
                        .map(method -> MethodNames.of(frame.frame(), method))
                        .toList(),
                seen.attempts().reversed().stream()
                        .map(attempt -> attempt(attempt, frame, times))
                        .toList(),
                payment == null ? null : payment(payment, frame, times),
                story.of(seen, payment, frame, times),
                notice(seen, notice, frame),
                reviews.of(visit, seen, frame, times, returned.reason(), returned.wrongReason()),
                DoubtView.of(visit, seen, frame, times, returned.paid()),
                simulate(visit, session),
                seen.openAside().stream()
                        .findFirst()
                        .map(money -> money.id().text())
                        .orElse(null));
        return pages.formHtml(status, frame.frame(), "checkout/session.jte", page);
    }

    private static SessionPage.@Nullable Simulate simulate(Visit visit, CheckoutSession session) {
        if (visit.mode() != Mode.TEST || !visit.caller().allows("checkout", "write")) {
            return null;
        }
        List<String> outcomes = switch (session.state()) {
            case CheckoutSession.State.Open _ ->
                List.of("succeed", "decline", "expire", "late", "short", "over", "duplicate");
            // While a claim is looked at, nothing is declined and nothing expires.
            case CheckoutSession.State.PendingReview _ -> List.of("succeed", "short", "over", "duplicate");
            case CheckoutSession.State.Completed _ -> List.of("duplicate");
            case CheckoutSession.State.Expired _, CheckoutSession.State.Canceled _ -> List.of("late");
        };
        return new SessionPage.Simulate(UUID.randomUUID().toString(), outcomes);
    }

    private static StatusBadge badge(CheckoutSession session) {
        return switch (session.state()) {
            case CheckoutSession.State.Open _ -> StatusBadge.OPEN;
            case CheckoutSession.State.PendingReview _ -> StatusBadge.PENDING_REVIEW;
            case CheckoutSession.State.Completed _ -> StatusBadge.COMPLETED;
            case CheckoutSession.State.Expired _ -> StatusBadge.EXPIRED;
            case CheckoutSession.State.Canceled _ -> StatusBadge.CANCELED;
        };
    }

    private static @Nullable String adapter(SessionReader.Seen seen) {
        CheckoutSession.PaidWith paidWith = seen.session().paidWith();
        Attempt last = seen.lastAttempt();
        return paidWith != null ? paidWith.adapter() : last == null ? null : last.adapter();
    }

    private static @Nullable String description(CheckoutSession session) {
        Map<String, String> metadata = session.terms().metadata();
        return metadata == null ? null : metadata.get("description");
    }

    private static @Nullable TimeText completed(CheckoutSession session, TimeTexts times) {
        return session.state() instanceof CheckoutSession.State.Completed(Instant at, var _) ? times.of(at) : null;
    }

    private static SessionPage.Attempt attempt(Attempt attempt, DashboardFrame frame, TimeTexts times) {
        String reason = attempt.state() instanceof AttemptState.Failed(String code, String _)
                ? frame.t(HostedPage.Problem.of(HostedView.problemKind(code)).key() + ".title")
                : null;
        return new SessionPage.Attempt(
                attempt.id().text(),
                methodName(attempt, frame),
                state(attempt.state()),
                reason,
                RouteText.of(frame, attempt),
                times.of(attempt.createdAt()));
    }

    private static String methodName(Attempt attempt, DashboardFrame frame) {
        String testCard = attempt.testCard();
        return testCard == null
                ? MethodNames.of(frame.frame(), attempt.channel())
                : TestCard.parse(testCard)
                        .map(card -> MethodNames.of(card.card()))
                        .orElseGet(() -> MethodNames.of(frame.frame(), attempt.channel()));
    }

    private static SessionPage.AttemptState state(AttemptState state) {
        return switch (state) {
            case AttemptState.Created _ -> SessionPage.AttemptState.PROCESSING;
            case AttemptState.RequiresAction _ -> SessionPage.AttemptState.REQUIRES_ACTION;
            case AttemptState.InDoubt _ -> SessionPage.AttemptState.IN_DOUBT;
            case AttemptState.Succeeded _ -> SessionPage.AttemptState.SUCCEEDED;
            case AttemptState.Failed _ -> SessionPage.AttemptState.FAILED;
            case AttemptState.Voided _ -> SessionPage.AttemptState.VOIDED;
        };
    }

    private static SessionPage.Payment payment(Payment payment, DashboardFrame frame, TimeTexts times) {
        Card card = payment.card();
        String channel = payment.channel();
        return new SessionPage.Payment(
                payment.id().text(),
                payment.amount().display(),
                MethodNames.of(frame.frame(), channel == null ? payment.method() : channel),
                card == null ? null : MethodNames.of(card),
                times.of(payment.capturedAt()));
    }

    private static SessionPage.@Nullable Notice notice(SessionReader.Seen seen, String notice, DashboardFrame frame) {
        CheckoutSession session = seen.session();
        boolean doubtful = seen.attempts().stream().anyMatch(Attempt::isWithAPerson);
        boolean live = !session.state().isFinal();
        boolean canceled = session.state() instanceof CheckoutSession.State.Canceled;
        return switch (notice) {
            case "created" -> live ? new SessionPage.Notice(frame.t("checkout.session.created"), true) : null;
            case "canceled" -> canceled ? new SessionPage.Notice(frame.t("checkout.session.canceled"), true) : null;
            case "conflict" -> live ? null : new SessionPage.Notice(frame.t("checkout.session.conflict"), false);
            case "confirmed" ->
                session.state() instanceof CheckoutSession.State.Completed
                        ? new SessionPage.Notice(frame.t("checkout.decide.confirmed.done"), true)
                        : null;
            case "rejected" ->
                session.state() instanceof CheckoutSession.State.PendingReview
                        ? null
                        : new SessionPage.Notice(frame.t("checkout.decide.rejected.done"), true);
            case "still" -> doubtful ? new SessionPage.Notice(frame.t("checkout.doubt.still"), false) : null;
            case "answered", "paid", "unpaid" ->
                doubtful ? null : new SessionPage.Notice(frame.t("checkout.doubt." + notice), true);
            case "settled" -> new SessionPage.Notice(frame.t("checkout.doubt.settled"), false);
            case "simulated" -> new SessionPage.Notice(frame.t("checkout.outcome.done"), true);
            case "not-simulated" -> new SessionPage.Notice(frame.t("checkout.outcome.conflict"), false);
            case "decided" -> new SessionPage.Notice(frame.t("checkout.decide.decided"), false);
            default -> null;
        };
    }
}
