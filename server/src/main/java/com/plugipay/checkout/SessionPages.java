package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Pages;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Checkout sessions in the dashboard: the newest, each one, and its end.
@RestController
final class SessionPages {
    private static final int NEWEST = 20;

    private final Database database;
    private final CheckoutStore store;
    private final SessionReader reader;
    private final EndCheckoutSession end;
    private final SessionView view;
    private final WorkspaceTime time;

    SessionPages(
            Database database,
            CheckoutStore store,
            SessionReader reader,
            EndCheckoutSession end,
            SessionView view,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.reader = reader;
        this.end = end;
        this.view = view;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/checkout-sessions")
    ResponseEntity<byte[]> list(Visit visit, @RequestParam(defaultValue = "") String status) {
        visit.caller().needs("checkout", "read");
        Instant now = time.now(visit.scope());
        // What is no status narrows nothing.
        String chosen = Arrays.stream(StatusBadge.values())
                .map(StatusBadge::code)
                .filter(status::equals)
                .findFirst()
                .orElse("");
        var filter = new CheckoutStore.Filter(chosen.isEmpty() ? null : chosen, null, null, null, null, null, null);
        List<CheckoutSession> newest = database
                .read(visit.scope(), tx -> store.list(tx, visit.scope(), filter, PageRequest.newest(NEWEST), now))
                .stream()
                .limit(NEWEST)
                .map(stored -> stored.session().asOf(now))
                .toList();
        return view.list(visit, newest, chosen, now);
    }

    @GetMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}")
    ResponseEntity<byte[]> show(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("checkout", "read");
        return view.session(visit, reader.see(visit.scope(), SessionReader.parse(id)), notice);
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/cancel")
    ResponseEntity<byte[]> cancel(Visit visit, @PathVariable String id) {
        visit.caller().needs("checkout", "write");
        CheckoutSessionId session = SessionReader.parse(id);
        String notice = isCanceled(visit, session) ? "canceled" : "conflict";
        return Pages.seeOther(visit.url("checkout-sessions/" + session.text() + "?notice=" + notice));
    }

    private boolean isCanceled(Visit visit, CheckoutSessionId session) {
        try {
            database.inTransaction(
                    visit.scope(),
                    tx -> end.handle(tx, visit.scope(), session, EndCheckoutSession.How.CANCEL, visit.origin(null)));
            return true;
        } catch (LostRace e) {
            return false;
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.CONFLICT) {
                throw rejected;
            }
            return false;
        }
    }
}
