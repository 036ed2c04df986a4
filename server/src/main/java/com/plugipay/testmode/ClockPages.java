package com.plugipay.testmode;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import com.plugipay.http.Writes;
import com.plugipay.scope.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The test clock in the dashboard. In live mode there is no such page.
@RestController
final class ClockPages {
    private static final String ROUTE = "/dashboard/clock";

    private final SeeClock see;
    private final AdvanceClock advance;
    private final RunClock run;
    private final Writes writes;
    private final Pages pages;

    ClockPages(SeeClock see, AdvanceClock advance, RunClock run, Writes writes, Pages pages) {
        this.see = see;
        this.advance = advance;
        this.run = run;
        this.writes = writes;
        this.pages = pages;
    }

    @GetMapping("/dashboard/{slug}/{mode}/clock")
    ResponseEntity<byte[]> show(Visit visit, @RequestParam(defaultValue = "") String expired) {
        checkTestMode(visit);
        visit.caller().needs("checkout", "read");
        return page(200, visit, ClockForm.fresh(), expired, null);
    }

    @PostMapping("/dashboard/{slug}/{mode}/clock")
    ResponseEntity<byte[]> advance(Visit visit, HttpServletRequest request) {
        checkTestMode(visit);
        visit.caller().needs("checkout", "write");
        ClockForm form = ClockForm.sent(request);
        OptionalLong sec = form.sec();
        if (sec.isEmpty()) {
            return page(400, visit, form, "", "testmode.clock.wrong");
        }
        try {
            Answer answer = move(visit, form, sec.getAsLong());
            return Pages.seeOther(visit.url("clock?expired=" + new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (Rejected rejected) {
            return switch (rejected.code()) {
                // Sent already and come back with another time: the next sending moves the clock once more.
                case IDEMPOTENCY_MISMATCH -> page(409, visit, form.reopened(), "", "testmode.clock.again");
                case CONFLICT ->
                    page(
                            409,
                            visit,
                            form.reopened(),
                            "",
                            rejected.retryAfterSeconds() == null ? "testmode.clock.far" : "testmode.clock.busy");
                case RATE_LIMITED -> page(429, visit, form.reopened(), "", "testmode.clock.busy");
                default -> throw rejected;
            };
        }
    }

    private Answer move(Visit visit, ClockForm form, long sec) {
        var operation = new ClockOperation(
                advance,
                run,
                visit.scope(),
                visit.origin(form.key()),
                () -> sec,
                (moving, ran) ->
                        new Answer(303, String.valueOf(ran.of("expired")).getBytes(StandardCharsets.US_ASCII)));
        return ClockOperation.inTurn(
                () -> writes.runRemoteForm(visit.scope(), ROUTE, form.key(), form.content(), operation));
    }

    private ResponseEntity<byte[]> page(
            int status, Visit visit, ClockForm form, String expired, @Nullable String wrong) {
        SeeClock.Seen clock = see.handle(visit.scope());
        String path = DashboardFrame.Section.TEST_CLOCK.path();
        DashboardFrame frame = visit.frame(
                pages, DashboardFrame.Section.TEST_CLOCK, path, DashboardFrame.Section.CHECKOUT_SESSIONS.path());
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), clock.now());
        boolean moved = expired.matches("[0-9]{1,6}");
        var page = new ClockPage(
                frame,
                form.key(),
                times.exact(clock.now()),
                times.exact(clock.realNow()),
                moved,
                moved ? Integer.parseInt(expired) : 0,
                visit.caller().allows("checkout", "write"),
                form.count(),
                form.unit(),
                wrong == null
                        ? FormErrors.NONE
                        : new FormErrors(List.of(new FormErrors.Entry("count", frame.t(wrong)))));
        return pages.formHtml(status, frame.frame(), "testmode/clock.jte", page);
    }

    private static void checkTestMode(Visit visit) {
        if (visit.mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
    }
}
