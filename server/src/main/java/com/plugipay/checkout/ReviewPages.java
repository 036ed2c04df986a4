package com.plugipay.checkout;

import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.http.TextRules;
import java.time.Instant;
import java.util.function.BiConsumer;
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
                (tx, at) -> review.confirm(tx, visit.scope(), session, at, visit.origin(null)));
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
                (tx, at) -> review.reject(tx, visit.scope(), session, at, said, visit.origin(null)));
    }

    /// @param claimed when the claim was made that the person saw: another one is not decided on unseen
    private ResponseEntity<byte[]> decided(
            Visit visit, CheckoutSessionId session, String claimed, String notice, BiConsumer<Tx, Instant> decision) {
        reader.see(visit.scope(), session);
        String told = isDecided(visit, claimed, decision) ? notice : "decided";
        return Pages.seeOther(visit.url("checkout-sessions/" + session.text() + "?notice=" + told));
    }

    private boolean isDecided(Visit visit, String claimed, BiConsumer<Tx, Instant> decision) {
        if (!claimed.matches("[0-9]{1,15}")) {
            return false;
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(claimed));
        try {
            database.inTransaction(visit.scope(), tx -> {
                decision.accept(tx, at);
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
