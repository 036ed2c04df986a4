package com.plugipay.checkout;

import com.plugipay.checkout.HostedPage.Body;
import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.http.Accent;
import com.plugipay.http.Install;
import com.plugipay.http.Json;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.Payment;
import com.plugipay.provider.Instrument;
import com.plugipay.qris.QrPicture;
import com.plugipay.scope.Mode;
import com.plugipay.settings.CheckoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Turns a session as it is now into the page its customer sees.
final class HostedView {
    private static final Duration JUST_NOW = Duration.ofSeconds(15);
    /// A provider that has said nothing for so long is not just slow.
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Pages pages;
    private final OfferedMethods offered;
    private final SessionReader reader;
    private final Install install;

    HostedView(Pages pages, OfferedMethods offered, SessionReader reader, Install install) {
        this.pages = pages;
        this.offered = offered;
        this.reader = reader;
        this.install = install;
    }

    /// What the customer asked this page for.
    ///
    /// @param method the one to preselect; empty for none
    /// @param phone as it was typed
    /// @param problem of the request being answered; null shows the one of the last attempt, if it failed
    /// @param forward send the customer on to the provider by itself
    record Request(String method, String phone, @Nullable Problem problem, boolean forward) {
        static Request of(@Nullable Problem problem) {
            return new Request("", "", problem, false);
        }
    }

    ResponseEntity<byte[]> page(int status, SessionReader.Seen seen, HttpServletRequest request, Request asked) {
        CheckoutSession session = seen.session();
        var language = Pages.language(request, session.terms().locale());
        Place place = Place.of(request.getRequestURI());
        List<String> framedBy = place == Place.FRAME ? seen.settings().embedOrigins() : List.of();
        String self = place.path(session.id().text());
        // The page in the other language has the same method chosen.
        String method = MethodCatalogue.find(asked.method()).isPresent() ? "&method=" + asked.method() : "";
        PageFrame frame =
                pages.frame(language, self + "?lang=" + language.other().code() + method);
        Attempt live = seen.liveAttempt();
        Body body = body(seen, frame, asked);
        Brand brand = brand(seen.settings());
        String logo = brand.logoUrl();
        var page = new HostedPage(
                frame,
                session.id().text(),
                place,
                framedBy,
                session.state().wire(),
                live == null ? "" : live.id().text() + ":" + live.state().wire(),
                session.scope().mode() == Mode.TEST,
                brand,
                session.terms().amount().display(),
                lines(session.terms()),
                body,
                seen.isCertainlyUnpaid(),
                StrayView.of(seen, frame),
                StrayView.mark(seen),
                contact(seen.settings()),
                asked.forward() && body instanceof HostedPage.Open open && open.next() != null
                        ? open.next().url()
                        : null,
                logo == null ? null : install.url(logo));
        return Pages.compressed(pages.framed(status, frame, "checkout/hosted.jte", page, framedBy), request);
    }

    static Brand brand(CheckoutSettings settings) {
        CheckoutSettings.Brand brand = settings.brand();
        return new Brand(brand.name(), brand.logoUrl(), brand.tagline(), Accent.of(brand.accent()));
    }

    private static HostedPage.Contact contact(CheckoutSettings settings) {
        return new HostedPage.Contact(
                settings.business().phone(), settings.business().email());
    }

    private Body body(SessionReader.Seen seen, PageFrame frame, Request asked) {
        CheckoutSession session = seen.session();
        var times = new TimeTexts(frame, seen.settings().timezone(), seen.now());
        return switch (session.state()) {
            case CheckoutSession.State.Open _ -> open(seen, frame, times, asked);
            case CheckoutSession.State.PendingReview(Instant at) ->
                inReview(seen, frame, times.of(at), asked.problem());
            case CheckoutSession.State.Completed(Instant at, var _) -> completed(seen, frame, times, at);
            case CheckoutSession.State.Expired(Instant at) -> new HostedPage.Expired(times.of(at));
            case CheckoutSession.State.Canceled _ ->
                new HostedPage.Canceled(ownUrl(session, session.terms().cancelUrl()));
        };
    }

    private static Body inReview(
            SessionReader.Seen seen, PageFrame frame, TimeText claimedAt, @Nullable Problem problem) {
        Attempt live = seen.liveAttempt();
        HeldPage held = HeldView.of(seen, frame);
        CheckoutSession.Review review = seen.session().review();
        return new HostedPage.PendingReview(
                live == null ? "" : MethodNames.of(frame, live.channel()),
                TakenOff.of(seen.session().terms().amount(), seen.asked()),
                claimedAt,
                held != null && held.wantsProof(),
                review != null && review.proofUrl() != null,
                problem);
    }

    private static HostedPage.@Nullable TurnedDown turnedDown(CheckoutSession session) {
        CheckoutSession.Review review = session.review();
        return review == null || review.rejectedAt() == null ? null : new HostedPage.TurnedDown(review.rejectReason());
    }

    private Body open(SessionReader.Seen seen, PageFrame frame, TimeTexts times, Request asked) {
        Attempt live = seen.liveAttempt();
        Problem problem = asked.problem();
        boolean busy = live != null
                && (live.state() instanceof AttemptState.Created || live.state() instanceof AttemptState.InDoubt);
        Duration age = live == null ? Duration.ZERO : Duration.between(live.createdAt(), seen.now());
        boolean soon = age.compareTo(SOON) < 0;
        if (busy && soon && problem == null) {
            return new HostedPage.Processing(SOON.minus(age).toSeconds() + 2);
        }
        HeldPage held = HeldView.of(seen, frame);
        HostedPage.Next next = next(seen, frame);
        boolean cardMissing = problem != null && problem.kind() == Problem.Kind.CARD_NOT_CHOSEN;
        // What is held has its own place on the page; another card is another try.
        String shown = live != null && (busy || held != null || (next != null && !next.card())) ? live.channel() : "";
        OfferedMethods.Offer offer = offered.of(seen.session(), seen.settings());
        return new HostedPage.Open(
                times.of(seen.session().expiresAt()),
                Json.time(seen.now()),
                groups(offer.methods(), seen, frame, shown, asked.method()),
                // That PayPal wants dollars helps nobody who can pay otherwise.
                offer.ruledOut().stream()
                        .filter(one -> one.byAmount() || offer.methods().isEmpty())
                        .map(one ->
                                new HostedPage.Unavailable(MethodNames.of(frame, one.method()), one.reason(frame::t)))
                        .toList(),
                problem == null ? problemOf(seen) : problem,
                next,
                held,
                live != null && busy && !soon ? doubt(live, frame, times) : null,
                turnedDown(seen.session()),
                cardMissing,
                asked.phone(),
                !asked.method().isEmpty() && !asked.method().equals(shown));
    }

    private static HostedPage.Doubt doubt(Attempt live, PageFrame frame, TimeTexts times) {
        Instant until = live.watch().askedUntil();
        return new HostedPage.Doubt(MethodNames.of(frame, live.channel()), until == null ? null : times.of(until));
    }

    /// A page of ours is in the page's language; another one is left as it is.
    private HostedPage.@Nullable Next next(SessionReader.Seen seen, PageFrame frame) {
        Attempt live = seen.liveAttempt();
        if (live == null || !(live.state() instanceof AttemptState.RequiresAction(Instrument.Redirect(String url)))) {
            return null;
        }
        boolean card = live.channel().equals("card");
        return new HostedPage.Next(
                url.startsWith("/") ? url + "?lang=" + frame.lang() : url,
                MethodNames.of(frame, live.channel()),
                card,
                HeldView.until(seen, live, frame),
                !card && live.scope().mode() == Mode.TEST,
                card ? null : onPhone(seen.session()));
    }

    /// A wallet's link opens nothing on a computer; this page on the phone has it, too.
    private HeldPage.Picture onPhone(CheckoutSession session) {
        String link = install.url("/c/" + session.id().text());
        QrPicture picture = QrPicture.of(link);
        return new HeldPage.Picture(picture.path(), picture.side(), link);
    }

    /// @param shown the method that the customer has already, shown by itself
    /// @param wanted the one they asked for; else the one they have just tried, else the first is preselected
    private static List<HostedPage.MethodGroup> groups(
            List<PaymentMethod> offered, SessionReader.Seen seen, PageFrame frame, String shown, String wanted) {
        List<PaymentMethod> methods =
                offered.stream().filter(method -> !method.id().equals(shown)).toList();
        Attempt last = seen.lastAttempt();
        String selected = Stream.of(wanted, last == null ? "" : last.channel())
                .filter(id -> methods.stream().anyMatch(method -> method.id().equals(id)))
                .findFirst()
                .orElseGet(() -> methods.isEmpty() ? "" : methods.getFirst().id());
        Map<MethodGroup, List<HostedPage.Method>> byGroup = new LinkedHashMap<>();
        for (PaymentMethod method : methods) {
            byGroup.computeIfAbsent(method.group(), _ -> new ArrayList<>())
                    .add(new HostedPage.Method(
                            method.id(),
                            MethodNames.of(frame, method),
                            method.id().equals(selected),
                            panel(seen.session().scope().mode(), method)));
        }
        return byGroup.entrySet().stream()
                .map(group -> new HostedPage.MethodGroup(
                        frame.t("checkout.group." + group.getKey().wire()),
                        group.getKey().wire(),
                        group.getValue()))
                .toList();
    }

    private static HostedPage.Panel panel(Mode mode, PaymentMethod method) {
        if (method.asksForPhone()) {
            return HostedPage.Panel.PHONE;
        }
        return switch (method.group()) {
            case CARD -> mode == Mode.TEST ? HostedPage.Panel.TEST_CARD : HostedPage.Panel.PROVIDER_PAGE;
            case QR -> HostedPage.Panel.QR;
            case VA -> HostedPage.Panel.VA;
            case RETAIL -> HostedPage.Panel.RETAIL;
            case EWALLET, PAYPAL, DEBIT, BNPL -> HostedPage.Panel.APPROVAL;
            case OFFLINE ->
                switch (method.id()) {
                    case "bank_transfer" -> HostedPage.Panel.BANK_TRANSFER;
                    case "static_qris" -> HostedPage.Panel.STATIC_QR;
                    default -> HostedPage.Panel.AT_THE_SHOP;
                };
        };
    }

    private static @Nullable Problem problemOf(SessionReader.Seen seen) {
        Attempt last = seen.lastAttempt();
        if (last == null) {
            return null;
        }
        return switch (last.state()) {
            // Of that money the page tells by itself.
            case AttemptState.Failed _ when last.broughtMoneyThatDoesNotFit() -> null;
            case AttemptState.Failed(String code, String _) -> Problem.of(problemKind(code));
            case AttemptState.Voided _ ->
                last.updatedAt().isBefore(last.expiresAt()) ? null : Problem.of(Problem.Kind.TIME_OVER);
            case AttemptState.RequiresAction _ -> last.isLapsed(seen.now()) ? Problem.of(Problem.Kind.TIME_OVER) : null;
            case AttemptState.Created _, AttemptState.InDoubt _, AttemptState.Succeeded _ -> null;
        };
    }

    /// What the code of a failed attempt means to people.
    static Problem.Kind problemKind(String code) {
        return switch (code) {
            case "card_declined" -> Problem.Kind.CARD_DECLINED;
            case "provider_declined" -> Problem.Kind.PROVIDER_DECLINED;
            case "insufficient_funds" -> Problem.Kind.INSUFFICIENT_FUNDS;
            case "authentication_failed" -> Problem.Kind.AUTHENTICATION_FAILED;
            case "upstream_error" -> Problem.Kind.PROVIDER_UNAVAILABLE;
            default -> Problem.Kind.SOMETHING_WRONG;
        };
    }

    private Body completed(SessionReader.Seen seen, PageFrame frame, TimeTexts times, Instant at) {
        CheckoutSession session = seen.session();
        Payment payment = reader.paymentOf(session);
        return new HostedPage.Completed(
                times.of(at),
                TakenOff.of(session.terms().amount(), seen.asked()),
                payment == null ? "" : MethodNames.paidWith(frame, payment),
                payment == null ? "" : payment.id().text(),
                ownUrl(session, session.terms().successUrl()),
                Duration.between(at, seen.now()).compareTo(JUST_NOW) < 0);
    }

    private static @Nullable String ownUrl(CheckoutSession session, @Nullable String url) {
        return url == null ? null : ReturnUrl.filled(url, session.id());
    }

    static List<HostedPage.Line> lines(CheckoutSession.Terms terms) {
        return terms.lineItems().stream()
                .map(item -> line(item, terms.amount().currency()))
                .toList();
    }

    private static HostedPage.Line line(CheckoutSession.LineItem item, Currency currency) {
        long total = Math.multiplyExact(item.quantity(), item.unitAmount());
        String amount = new Money(Math.abs(total), currency).display();
        return new HostedPage.Line(item.name(), item.quantity(), total < 0 ? "−" + amount : amount);
    }
}
