package com.plugipay.dashboard;

import com.plugipay.audit.AuditChecks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the checks of the money found last, and a button to run them now.
@RestController
final class AuditPages {
    private static final String PATH = "audit";

    private final AuditChecks checks;
    private final RateLimits limits;
    private final Pages pages;
    private final WorkspaceTime time;

    AuditPages(AuditChecks checks, RateLimits limits, Pages pages, WorkspaceTime time) {
        this.checks = checks;
        this.limits = limits;
        this.pages = pages;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/audit")
    ResponseEntity<byte[]> show(Visit visit) {
        visit.caller().needs("audit", "read");
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.HOME, PATH, PATH);
        LastAudit last = LastAudit.of(checks.last(visit.scope()), visit, frame, time.now(visit.scope()));
        return pages.formHtml(200, frame.frame(), "dashboard/audit.jte", new AuditPage(frame, last));
    }

    @PostMapping("/dashboard/{slug}/{mode}/audit")
    ResponseEntity<byte[]> run(Visit visit, HttpServletResponse response) {
        visit.caller().needs("audit", "write");
        limits.count(
                RateLimits.Kind.HEAVY,
                visit.scope().workspace().text() + " " + visit.mode().wire(),
                response);
        checks.runAndKeep(visit.scope());
        return Pages.seeOther(visit.url(PATH));
    }
}
