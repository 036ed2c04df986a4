package com.plugipay.ledger;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.http.RateLimits;
import com.plugipay.scope.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The ledger in the dashboard.
@RestController
final class LedgerPages {
    private static final int ON_A_PAGE = 20;

    private final Database database;
    private final LedgerStore store;
    private final LedgerCsv csv;
    private final LedgerView view;
    private final RateLimits limits;
    private final WorkspaceTime time;

    LedgerPages(
            Database database,
            LedgerStore store,
            LedgerCsv csv,
            LedgerView view,
            RateLimits limits,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.csv = csv;
        this.view = view;
        this.limits = limits;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/ledger")
    ResponseEntity<byte[]> ledger(
            Visit visit,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String newer,
            @RequestParam(defaultValue = "") String older) {
        visit.caller().needs("ledger", "read");
        LedgerView.Seen seen = database.read(visit.scope(), tx -> see(tx, visit.scope(), code, newer, older));
        return view.ledger(visit, seen, time.now(visit.scope()));
    }

    @GetMapping("/dashboard/{slug}/{mode}/ledger/ledger.csv")
    void export(Visit visit, HttpServletResponse response) throws IOException {
        limits.countHeavy(visit.scope(), response);
        visit.caller().needs("report", "read");
        csv.send(visit.scope(), new LedgerCsv.Period(null, null, null), response);
    }

    private LedgerView.Seen see(Tx tx, Scope scope, String code, String newer, String older) {
        List<LedgerBalance> balances = store.balances(tx, scope);
        // What is not an account of this ledger narrows nothing: the choice shows only those that are.
        String account = balances.stream()
                .map(LedgerBalance::code)
                .filter(code::equals)
                .findFirst()
                .orElse(null);
        Part part = part(tx, scope, account, anchor(newer), anchor(older));
        List<String> transactions =
                part.bookings().stream().map(LedgerStore.Booked::txId).toList();
        return new LedgerView.Seen(
                account,
                balances,
                part.bookings(),
                store.ofTransactions(tx, scope, transactions),
                part.hasNewer(),
                part.hasOlder());
    }

    private record Part(List<LedgerStore.Booked> bookings, boolean hasNewer, boolean hasOlder) {}

    private Part part(Tx tx, Scope scope, @Nullable String code, @Nullable String newer, @Nullable String older) {
        if (newer != null) {
            List<LedgerStore.Booked> found = store.newer(tx, scope, code, newer, ON_A_PAGE + 1);
            if (found.size() > ON_A_PAGE) {
                return new Part(found.subList(1, found.size()), true, true);
            }
            // Less than a page is left above: the newest page shows all of it.
        }
        List<LedgerStore.Booked> found = store.older(tx, scope, code, older, ON_A_PAGE + 1);
        boolean more = found.size() > ON_A_PAGE;
        return new Part(more ? found.subList(0, ON_A_PAGE) : found, older != null && !found.isEmpty(), more);
    }

    private static @Nullable String anchor(String text) {
        return Optional.of(text)
                .flatMap(TransactionId::parse)
                .map(TransactionId::text)
                .orElse(null);
    }
}
