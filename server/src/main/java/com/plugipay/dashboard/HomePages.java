package com.plugipay.dashboard;

import com.plugipay.audit.AuditChecks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.workspace.Member;
import com.plugipay.workspace.Members;
import com.plugipay.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where a workspace begins, and the short addresses, which lead a person to where they work.
@RestController
final class HomePages {
    private final Members members;
    private final AuditChecks checks;
    private final Pages pages;
    private final WorkspaceTime time;

    HomePages(Members members, AuditChecks checks, Pages pages, WorkspaceTime time) {
        this.members = members;
        this.checks = checks;
        this.pages = pages;
        this.time = time;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> root() {
        return Pages.seeOther("/dashboard");
    }

    /// A person begins in test mode, where nothing can go wrong.
    @GetMapping("/dashboard")
    ResponseEntity<byte[]> home(HttpServletRequest request) {
        SignedIn person = SignedIn.of(request);
        if (person == null) {
            return Pages.seeOther("/login");
        }
        Member member = members.first(person.person()).orElseThrow(Rejected::notFound);
        return Pages.seeOther("/dashboard/" + member.workspace().slug() + "/test/checkout-sessions");
    }

    @GetMapping("/dashboard/{slug}/{mode}")
    ResponseEntity<byte[]> workspace(Visit visit) {
        return Pages.seeOther(visit.url(DashboardFrame.Section.HOME.path()));
    }

    @GetMapping("/dashboard/{slug}/{mode}/home")
    ResponseEntity<byte[]> overview(Visit visit) {
        String path = DashboardFrame.Section.HOME.path();
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.HOME, path, path);
        LastAudit last = LastAudit.of(checks.last(visit.scope()), visit, frame, time.now(visit.scope()));
        return pages.formHtml(200, frame.frame(), "dashboard/home.jte", new HomePage(frame, last));
    }
}
