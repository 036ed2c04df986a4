package com.plugipay.dashboard;

import com.plugipay.audit.AuditChecks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import com.plugipay.workspace.Member;
import com.plugipay.workspace.Members;
import com.plugipay.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The short addresses, which lead a person to where they work, and the page that says what waits for them.
@RestController
final class HomePages {
    private static final int MOST_OF_EACH = 5;

    private final Database database;
    private final WaitingStore store;
    private final Members members;
    private final Warnings warnings;
    private final AuditChecks checks;
    private final Pages pages;
    private final WorkspaceTime time;

    private record Waiting(@Nullable Warning warning, List<WaitingStore.Item> items) {}

    HomePages(
            Database database,
            WaitingStore store,
            Members members,
            Warnings warnings,
            AuditChecks checks,
            Pages pages,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.members = members;
        this.warnings = warnings;
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
    ResponseEntity<byte[]> waiting(Visit visit) {
        visit.caller().needs("checkout", "read");
        String path = DashboardFrame.Section.HOME.path();
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.HOME, path, path);
        var waiting = database.read(
                visit.scope(),
                tx -> new Waiting(
                        warnings.find(tx, visit.scope(), frame.frame()).orElse(null),
                        store.items(tx, visit.scope(), MOST_OF_EACH)));
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
        LastAudit last = LastAudit.of(checks.last(visit.scope()), visit, frame, time.now(visit.scope()));
        var page = new HomePage(
                frame,
                waiting.warning(),
                last,
                Stream.of("review", "unapplied", "attempt", "refund", "after-all")
                        .map(kind -> group(kind, waiting.items(), frame, times))
                        .filter(group -> group.total() > 0)
                        .toList());
        return pages.formHtml(200, frame.frame(), "dashboard/home.jte", page);
    }

    private static HomePage.Group group(
            String kind, List<WaitingStore.Item> items, DashboardFrame frame, TimeTexts times) {
        List<WaitingStore.Item> ofKind =
                items.stream().filter(item -> item.kind().equals(kind)).toList();
        String all = switch (kind) {
            case "review" -> frame.url("checkout-sessions?status=pending_review");
            case "unapplied" -> frame.url("unapplied-payments");
            default -> "";
        };
        return new HomePage.Group(
                kind,
                ofKind.isEmpty() ? 0 : ofKind.getFirst().total(),
                all,
                ofKind.stream()
                        .map(item -> new HomePage.Item(
                                frame.url(place(item) + item.id()),
                                item.amount().display(),
                                times.of(item.since())))
                        .toList());
    }

    private static String place(WaitingStore.Item item) {
        return switch (item.kind()) {
            case "review", "attempt" -> "checkout-sessions/";
            case "unapplied" -> "unapplied-payments/";
            default -> item.id().startsWith("pay_") ? "payments/" : "unapplied-payments/";
        };
    }
}
