package com.plugipay.checkout;

import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Language;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptId;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.RunAttempt;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.sandbox.TestCard;
import com.plugipay.scope.Mode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Test mode's pages in place of others': where a bank verifies a card's owner, and where a wallet, a bank or PayPal
/// asks for approval.
@RestController
final class ApprovalPages {
    private final SessionReader reader;
    private final RunAttempt run;
    private final Pages pages;
    private final RateLimits limits;
    private final ClientAddress address;
    private final RequestIds requestIds;

    ApprovalPages(
            SessionReader reader,
            RunAttempt run,
            Pages pages,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        this.reader = reader;
        this.run = run;
        this.pages = pages;
        this.limits = limits;
        this.address = address;
        this.requestIds = requestIds;
    }

    /// Where the page of an attempt lives.
    static String path(Attempt attempt) {
        String page = attempt.channel().equals("card") ? "/3ds/" : "/approve/";
        return "/c/" + attempt.payable() + page + attempt.id().text();
    }

    @GetMapping({"/c/{id}/3ds/{attemptId}", "/c/{id}/approve/{attemptId}"})
    ResponseEntity<byte[]> show(
            @PathVariable String id,
            @PathVariable String attemptId,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.countVisit(RateLimits.Visit.PAGE, id, reader.knows(id), address.of(request), response);
        SessionReader.Seen seen = see(id);
        Attempt attempt = attempt(seen, attemptId);
        if (!isWaiting(seen, attempt)) {
            return Pages.seeOther(back(seen, request));
        }
        Language language = Pages.language(request, seen.session().terms().locale());
        PageFrame frame = pages.frame(
                language, path(attempt) + "?lang=" + language.other().code());
        ResponseEntity<byte[]> page = attempt.channel().equals("card")
                ? pages.html(200, frame, "checkout/challenge.jte", challenge(seen, attempt, frame))
                : pages.html(200, frame, "checkout/approval.jte", approval(seen, attempt, frame));
        return Pages.compressed(page, request);
    }

    private static ChallengePage challenge(SessionReader.Seen seen, Attempt attempt, PageFrame frame) {
        String testCard = attempt.testCard();
        String card = TestCard.parse(testCard == null ? "" : testCard)
                .map(known -> MethodNames.of(known.card()))
                .orElse("");
        return new ChallengePage(
                frame,
                seen.session().id().text(),
                attempt.id().text(),
                seen.session().state().wire(),
                live(seen),
                HostedView.brand(seen.settings()),
                attempt.amount().display(),
                card);
    }

    private static ApprovalPage approval(SessionReader.Seen seen, Attempt attempt, PageFrame frame) {
        return new ApprovalPage(
                frame,
                seen.session().id().text(),
                attempt.id().text(),
                seen.session().state().wire(),
                live(seen),
                HostedView.brand(seen.settings()),
                attempt.amount().display(),
                MethodNames.of(frame, attempt.channel()));
    }

    private static String live(SessionReader.Seen seen) {
        Attempt live = seen.liveAttempt();
        return live == null ? "" : live.id().text() + ":" + live.state().wire();
    }

    @PostMapping({"/c/{id}/3ds/{attemptId}", "/c/{id}/approve/{attemptId}"})
    ResponseEntity<byte[]> answer(
            @PathVariable String id,
            @PathVariable String attemptId,
            @RequestParam(defaultValue = "") String result,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_WRITE, address.of(request), response);
        SessionReader.Seen seen = see(id);
        Attempt attempt = attempt(seen, attemptId);
        Optional<ActionResult> answer = switch (result) {
            case "complete" -> Optional.of(ActionResult.PASSED);
            case "fail" -> Optional.of(ActionResult.FAILED);
            default -> Optional.empty();
        };
        // A second click finds an attempt that no longer waits and is shown what became of it.
        if (answer.isPresent() && isWaiting(seen, attempt)) {
            var origin = Origin.customer(address.of(request), requestIds.of(request), null);
            run.resume(attempt, answer.get(), origin);
        }
        return Pages.seeOther(back(seen, request));
    }

    private SessionReader.Seen see(String id) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        SessionReader.Seen seen = reader.see(reader.scopeOf(sessionId), sessionId);
        if (seen.session().scope().mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        return seen;
    }

    private static Attempt attempt(SessionReader.Seen seen, String attemptId) {
        return AttemptId.parse(attemptId)
                .flatMap(id -> seen.attempts().stream()
                        .filter(attempt -> attempt.id().equals(id))
                        .findFirst())
                .orElseThrow(Rejected::notFound);
    }

    private static boolean isWaiting(SessionReader.Seen seen, Attempt attempt) {
        return attempt.state() instanceof AttemptState.RequiresAction(Instrument.Redirect _)
                && attempt.isLive(seen.now())
                && !seen.session().state().isFinal();
    }

    private static String back(SessionReader.Seen seen, HttpServletRequest request) {
        Language language = Pages.language(request, seen.session().terms().locale());
        return "/c/" + seen.session().id().text() + "?lang=" + language.code();
    }
}
