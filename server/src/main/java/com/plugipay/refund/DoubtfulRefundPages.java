package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.http.TextRules;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A person of the merchant settles a refund that the provider could not tell of.
@RestController
final class DoubtfulRefundPages {
    private static final int LONGEST_REFERENCE = 200;

    private final Database database;
    private final RefundStore store;
    private final AskAboutRefund ask;
    private final DecideRefund decide;
    private final WorkspaceTime time;

    DoubtfulRefundPages(
            Database database, RefundStore store, AskAboutRefund ask, DecideRefund decide, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.ask = ask;
        this.decide = decide;
        this.time = time;
    }

    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/ask")
    ResponseEntity<byte[]> ask(Visit visit, @PathVariable String id) {
        Refund seen = seen(visit, id);
        if (!seen.isWithAPerson()) {
            return back(visit, seen, "decided");
        }
        try {
            return back(visit, seen, ask.handle(seen, visit.origin(null)).isWithAPerson() ? "still" : "answered");
        } catch (LostRace e) {
            return back(visit, seen, "decided");
        }
    }

    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/went-back")
    ResponseEntity<byte[]> wentBack(
            Visit visit,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String handed,
            @RequestParam(defaultValue = "") String reference) {
        Refund seen = seen(visit, id);
        String typed = reference.strip();
        if (TextRules.problem(typed, 0, LONGEST_REFERENCE) != null) {
            return back(visit, seen, "reference");
        }
        return decided(visit, seen, handed, new DecideRefund.Found.WentBack(typed.isEmpty() ? null : typed));
    }

    /// @param despite what the person saw that the provider says
    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/not-sent")
    ResponseEntity<byte[]> notSent(
            Visit visit,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String handed,
            @RequestParam(defaultValue = "") String despite) {
        Refund seen = seen(visit, id);
        Money told = seen.told();
        boolean saw = seen.isWithAPerson() && RefundPage.handedKey(seen).equals(handed);
        if (saw && !RefundPage.toldKey(told).equals(despite)) {
            return back(visit, seen, "told");
        }
        return decided(visit, seen, handed, new DecideRefund.Found.NotSent(told));
    }

    private Refund seen(Visit visit, String id) {
        visit.caller().needs("refund", "write");
        RefundId refund = RefundId.parse(id).orElseThrow(Rejected::notFound);
        return database.read(visit.scope(), tx -> store.find(tx, visit.scope(), refund))
                .orElseThrow(Rejected::notFound);
    }

    /// @param handed names the doubt that the person saw
    private ResponseEntity<byte[]> decided(Visit visit, Refund seen, String handed, DecideRefund.Found found) {
        boolean done = !handed.isEmpty() && RefundPage.handedKey(seen).equals(handed) && isDecided(visit, seen, found);
        String told = found instanceof DecideRefund.Found.WentBack ? "went-back" : "not-sent";
        return back(visit, seen, done ? told : "decided");
    }

    private boolean isDecided(Visit visit, Refund seen, DecideRefund.Found found) {
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

    private static ResponseEntity<byte[]> back(Visit visit, Refund refund, String notice) {
        return Pages.seeOther(visit.url(place(refund) + "?notice=" + notice));
    }

    /// The page that shows it.
    static String place(Refund refund) {
        @Nullable PaymentId payment = refund.target().payment();
        @Nullable UnappliedPaymentId money = refund.target().unapplied();
        return payment != null
                ? "payments/" + payment.text()
                : "unapplied-payments/" + (money == null ? "" : money.text());
    }
}
