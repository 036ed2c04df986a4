package com.plugipay.checkout;

import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Language;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.http.ShownCheckouts;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.MobileNumber;
import com.plugipay.scope.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The page customers pay on. Everything works by plain forms; scripts only make it nicer.
@RestController
final class HostedPages {
    private final Database database;
    private final SessionReader reader;
    private final HostedView view;
    private final PublicJson urls;
    private final ChargeSession charge;
    private final FinishCharge finish;
    private final AskOnReturn back;
    private final EndCheckoutSession end;
    private final RateLimits limits;
    private final ClientAddress address;
    private final RequestIds requestIds;
    private final ShownCheckouts shown;

    HostedPages(
            Database database,
            SessionReader reader,
            HostedView view,
            PublicJson urls,
            ChargeSession charge,
            FinishCharge finish,
            AskOnReturn back,
            EndCheckoutSession end,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds,
            ShownCheckouts shown) {
        this.database = database;
        this.reader = reader;
        this.view = view;
        this.urls = urls;
        this.charge = charge;
        this.finish = finish;
        this.back = back;
        this.end = end;
        this.limits = limits;
        this.address = address;
        this.requestIds = requestIds;
        this.shown = shown;
    }

    /// The page in the state its session has now; the default success and cancel pages are the same one.
    @GetMapping({"/c/{id}", "/c/{id}/success", "/c/{id}/canceled", "/embed/{id}"})
    ResponseEntity<byte[]> show(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        countVisit(id, request, response);
        SessionReader.Seen seen = see(id);
        CheckoutSession session = seen.session();
        shown.remember(
                session.id().text(),
                new ShownCheckouts.Shown(
                        session.terms().locale(), seen.settings().embedOrigins()));
        String method = Pages.asked(request, "method");
        return view.page(200, seen, request, new HostedView.Request(method == null ? "" : method, "", null, false));
    }

    /// Between a form of ours and a provider's page: goes on by itself, or by its link.
    @GetMapping({"/c/{id}/go", "/embed/{id}/go"})
    ResponseEntity<byte[]> go(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        countVisit(id, request, response);
        return view.page(200, see(id), request, new HostedView.Request("", "", null, true));
    }

    /// Where providers and widgets come back to: on to the shop once it is over, else the page as it stands.
    @GetMapping("/c/{id}/return")
    ResponseEntity<byte[]> comeBack(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        countVisit(id, request, response);
        SessionReader.Seen before = see(id);
        SessionReader.Seen seen = back.handle(before, origin(request)) ? see(id) : before;
        return switch (seen.session().state()) {
            case CheckoutSession.State.Completed _ -> Pages.seeOther(urls.successUrl(seen.session()));
            case CheckoutSession.State.Canceled _ -> Pages.seeOther(urls.cancelUrl(seen.session()));
            case CheckoutSession.State.Open _, CheckoutSession.State.PendingReview _, CheckoutSession.State.Expired _ ->
                view.page(200, seen, request, HostedView.Request.of(null));
        };
    }

    @PostMapping({"/c/{id}/charge", "/embed/{id}/charge"})
    ResponseEntity<byte[]> charge(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String method,
            @RequestParam(required = false) @Nullable String testCard,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            limits.count(RateLimits.Kind.PUBLIC_WRITE, address.of(request), response);
            // One form holds what every method asks for; only what the chosen one asks for counts.
            String card = method.equals("card") ? emptyToNull(testCard) : null;
            return charge(id, method, card, phone(request, method), request, response);
        } catch (Rejected rejected) {
            return refused(id, rejected, request, response);
        }
    }

    private ResponseEntity<byte[]> charge(
            String id,
            String method,
            @Nullable String testCard,
            String phone,
            HttpServletRequest request,
            HttpServletResponse response) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        Scope scope = reader.scopeOf(sessionId);
        limits.countCharge(scope, address.of(request), response);
        String number =
                MobileNumber.parse(phone).map(MobileNumber::international).orElse(null);
        var wish = new ChargeSession.Wish(method, testCard, number);
        ChargeSession.Claimed claimed = database.inTransaction(scope, tx -> charge.claim(tx, scope, sessionId, wish));
        return switch (claimed) {
            case ChargeSession.Claimed.Missing(var what) -> {
                Problem.Kind kind = switch (what) {
                    case CARD -> Problem.Kind.CARD_NOT_CHOSEN;
                    case PHONE -> phone.isBlank() ? Problem.Kind.PHONE_MISSING : Problem.Kind.PHONE_WRONG;
                };
                yield view.page(400, see(id), request, new HostedView.Request(method, phone, Problem.of(kind), false));
            }
            case ChargeSession.Claimed.Again(Attempt attempt) -> goOn(id, attempt, request);
            case ChargeSession.Claimed.Run _, ChargeSession.Claimed.VoidFirst _ ->
                goOn(id, finish.handle(scope, sessionId, wish, claimed, origin(request), (tx, after) -> {}), request);
        };
    }

    @PostMapping({"/c/{id}/cancel", "/embed/{id}/cancel"})
    ResponseEntity<byte[]> cancel(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        try {
            limits.count(RateLimits.Kind.PUBLIC_WRITE, address.of(request), response);
            CheckoutSessionId sessionId = SessionReader.parse(id);
            Scope scope = reader.scopeOf(sessionId);
            database.inTransaction(
                    scope, tx -> end.handle(tx, scope, sessionId, EndCheckoutSession.How.CANCEL, origin(request)));
            return Pages.seeOther(path(id, request));
        } catch (Rejected rejected) {
            return refused(id, rejected, request, response);
        }
    }

    /// After a form the browser is sent to a page of ours, never straight to another origin.
    private static ResponseEntity<byte[]> goOn(String id, Attempt attempt, HttpServletRequest request) {
        if (attempt.state() instanceof AttemptState.RequiresAction(Instrument.Redirect(String url))) {
            Place place = Place.of(request.getRequestURI());
            String next = url.startsWith("/") && place == Place.PAGE ? url : place.path(id) + "/go";
            return Pages.seeOther(
                    next + "?lang=" + Pages.language(request, null).code());
        }
        return Pages.seeOther(path(id, request));
    }

    private ResponseEntity<byte[]> refused(
            String id, Rejected rejected, HttpServletRequest request, HttpServletResponse response) {
        Problem problem = switch (rejected.code()) {
            case CARD_NOT_ACCEPTED -> Problem.of(Problem.Kind.CARD_NOT_ACCEPTED);
            case VALIDATION_ERROR -> Problem.of(Problem.Kind.METHOD_UNAVAILABLE);
            case TOO_MANY_ATTEMPTS, RATE_LIMITED -> tooMany(rejected);
            case UPSTREAM_ERROR -> Problem.of(Problem.Kind.PROVIDER_UNAVAILABLE);
            case CONFLICT -> null;
            default -> throw rejected;
        };
        if (problem == null) {
            return Pages.seeOther(path(id, request));
        }
        Long retryAfter = rejected.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter));
        }
        return view.page(rejected.code().status(), see(id), request, HostedView.Request.of(problem));
    }

    private static Problem tooMany(Rejected rejected) {
        if (rejected.isOpenEnded()) {
            return Problem.of(Problem.Kind.LINK_PAUSED);
        }
        return rejected.retryAfterSeconds() == null
                ? Problem.of(Problem.Kind.LINK_USED_UP)
                : new Problem(Problem.Kind.TOO_MANY_ATTEMPTS, minutes(rejected.retryAfterSeconds()));
    }

    private static long minutes(@Nullable Long seconds) {
        return seconds == null ? 1 : Math.max(1, Math.ceilDiv(seconds, 60));
    }

    private void countVisit(String id, HttpServletRequest request, HttpServletResponse response) {
        limits.countVisit(RateLimits.Visit.PAGE, id, reader.knows(id), address.of(request), response);
    }

    private SessionReader.Seen see(String id) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        return reader.see(reader.scopeOf(sessionId), sessionId);
    }

    private Origin origin(HttpServletRequest request) {
        return Origin.customer(address.of(request), requestIds.of(request), null);
    }

    private static String path(String id, HttpServletRequest request) {
        Language language = Pages.language(request, null);
        return Place.of(request.getRequestURI()).path(SessionReader.parse(id).text()) + "?lang=" + language.code();
    }

    /// Each method that asks for one has a field of its own.
    private static String phone(HttpServletRequest request, String method) {
        String ofMethod = request.getParameter("phone-" + method);
        String any = ofMethod == null ? request.getParameter("phone") : ofMethod;
        return any == null ? "" : any;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
