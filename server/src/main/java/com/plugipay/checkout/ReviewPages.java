package com.plugipay.checkout;

import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.http.TextRules;
import java.util.function.Consumer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A person of the merchant decides in the dashboard on a customer's claim to have paid by hand.
@RestController
final class ReviewPages {
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final ReviewClaim review;
    private final SessionReader reader;
    private final SessionView view;

    ReviewPages(Database database, ReviewClaim review, SessionReader reader, SessionView view) {
        this.database = database;
        this.review = review;
        this.reader = reader;
        this.view = view;
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/confirm")
    ResponseEntity<byte[]> confirm(
            Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String claimed) {
        visit.caller().needs("checkout", "write");
        CheckoutSessionId session = SessionReader.parse(id);
        return decided(
                visit,
                session,
                claimed,
                "confirmed",
                tx -> review.confirm(tx, visit.scope(), session, visit.origin(null)));
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/reject")
    ResponseEntity<byte[]> reject(
            Visit visit,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String claimed,
            @RequestParam(defaultValue = "") String reason) {
        visit.caller().needs("checkout", "write");
        CheckoutSessionId session = SessionReader.parse(id);
        String typed = reason.replace("\r\n", "\n").strip();
        String wrong = typed.codePointCount(0, typed.length()) > LONGEST_REASON
                ? "checkout.decide.reason.long"
                : TextRules.problemOfLines(typed, 0, LONGEST_REASON) != null ? "checkout.decide.reason.wrong" : null;
        if (wrong != null) {
            return view.notRejected(visit, reader.see(visit.scope(), session), typed, wrong);
        }
        String said = typed.isEmpty() ? null : typed;
        return decided(
                visit,
                session,
                claimed,
                "rejected",
                tx -> review.reject(tx, visit.scope(), session, said, visit.origin(null)));
    }

    /// @param claimed when the claim was made that the person saw: another one is not decided on unseen
    private ResponseEntity<byte[]> decided(
            Visit visit, CheckoutSessionId session, String claimed, String notice, Consumer<Tx> decision) {
        String told = isDecided(visit, session, claimed, decision) ? notice : "decided";
        return Pages.seeOther(visit.url("checkout-sessions/" + session.text() + "?notice=" + told));
    }

    private boolean isDecided(Visit visit, CheckoutSessionId session, String claimed, Consumer<Tx> decision) {
        CheckoutSession seen = reader.see(visit.scope(), session).session();
        if (!(seen.state() instanceof CheckoutSession.State.PendingReview(var at))
                || !String.valueOf(at.toEpochMilli()).equals(claimed)) {
            return false;
        }
        try {
            database.inTransaction(visit.scope(), tx -> {
                decision.accept(tx);
                return true;
            });
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
