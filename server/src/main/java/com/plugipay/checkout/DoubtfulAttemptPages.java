package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.payment.AskAboutAttempt;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.DecideAttempt;
import com.plugipay.payment.DecideAttempt.Found;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A person of the merchant settles an attempt that the provider could not tell of.
@RestController
final class DoubtfulAttemptPages {
    private final Database database;
    private final SessionReader reader;
    private final AskAboutAttempt ask;
    private final DecideAttempt decide;
    private final SessionView view;
    private final WorkspaceTime time;

    DoubtfulAttemptPages(
            Database database,
            SessionReader reader,
            AskAboutAttempt ask,
            DecideAttempt decide,
            SessionView view,
            WorkspaceTime time) {
        this.database = database;
        this.reader = reader;
        this.ask = ask;
        this.decide = decide;
        this.view = view;
        this.time = time;
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/attempts/{attempt}/ask")
    ResponseEntity<byte[]> ask(Visit visit, @PathVariable String id, @PathVariable String attempt) {
        Attempt seen = seen(visit, id, attempt);
        if (!seen.isWithAPerson()) {
            return back(visit, seen, "settled");
        }
        try {
            return back(visit, seen, ask.handle(seen, visit.origin(null)).isWithAPerson() ? "still" : "answered");
        } catch (LostRace e) {
            return back(visit, seen, "settled");
        }
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/attempts/{attempt}/paid")
    ResponseEntity<byte[]> paid(
            Visit visit,
            @PathVariable String id,
            @PathVariable String attempt,
            @RequestParam(defaultValue = "") String handed,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String reference) {
        Attempt seen = seen(visit, id, attempt);
        PaidForm.Reading read = PaidForm.read(seen, amount, reference);
        Found.Paid paid = read.paid();
        if (paid == null) {
            return wrong(visit, seen, read.form());
        }
        try {
            return decided(visit, seen, handed, paid, "paid");
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.VALIDATION_ERROR) {
                throw rejected;
            }
            return wrong(visit, seen, read.form().alreadyKnown());
        }
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/attempts/{attempt}/unpaid")
    ResponseEntity<byte[]> unpaid(
            Visit visit,
            @PathVariable String id,
            @PathVariable String attempt,
            @RequestParam(defaultValue = "") String handed) {
        return decided(visit, seen(visit, id, attempt), handed, new Found.Unpaid(), "unpaid");
    }

    private Attempt seen(Visit visit, String session, String attempt) {
        visit.caller().needs("payment", "write");
        return reader.see(visit.scope(), SessionReader.parse(session)).attempts().stream()
                .filter(one -> one.id().text().equals(attempt))
                .findFirst()
                .orElseThrow(Rejected::notFound);
    }

    /// @param handed names the doubt that the person saw
    private ResponseEntity<byte[]> decided(Visit visit, Attempt seen, String handed, Found found, String notice) {
        boolean done = !handed.isEmpty() && DoubtView.handedKey(seen).equals(handed) && isDecided(visit, seen, found);
        return back(visit, seen, done ? notice : "settled");
    }

    private boolean isDecided(Visit visit, Attempt seen, Found found) {
        try {
            database.inTransaction(
                    visit.scope(), tx -> decide.handle(tx, seen, found, visit.origin(null), time.now(visit.scope())));
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

    private ResponseEntity<byte[]> wrong(Visit visit, Attempt seen, PaidForm form) {
        return view.notPaid(visit, reader.see(visit.scope(), SessionReader.parse(seen.payable())), form);
    }

    private static ResponseEntity<byte[]> back(Visit visit, Attempt attempt, String notice) {
        return Pages.seeOther(visit.url("checkout-sessions/" + attempt.payable() + "?notice=" + notice));
    }
}
