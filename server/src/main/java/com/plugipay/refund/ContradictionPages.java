package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.refund.Contradiction.Answer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A person of the merchant answers what a provider says of a refund that failed here.
@RestController
final class ContradictionPages {
    private final Database database;
    private final RefundStore store;
    private final AnswerContradiction answer;
    private final WorkspaceTime time;

    ContradictionPages(Database database, RefundStore store, AnswerContradiction answer, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.answer = answer;
        this.time = time;
    }

    /// @param told which of the things that were told
    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/count")
    ResponseEntity<byte[]> count(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String told) {
        return answered(visit, id, told, Answer.COUNTED);
    }

    /// @param told as in [#count]
    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/not-ours")
    ResponseEntity<byte[]> notOurs(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String told) {
        return answered(visit, id, told, Answer.NOT_OURS);
    }

    private ResponseEntity<byte[]> answered(Visit visit, String id, String told, Answer said) {
        visit.caller().needs("refund", "write");
        RefundId parsed = RefundId.parse(id).orElseThrow(Rejected::notFound);
        Refund failed = database.read(visit.scope(), tx -> store.find(tx, visit.scope(), parsed))
                .orElseThrow(Rejected::notFound);
        boolean done = isDone(visit, failed, told, said);
        String notice = !done ? "answered-before" : said == Answer.COUNTED ? "counted" : "not-ours";
        return Pages.seeOther(visit.url(DoubtfulRefundPages.place(failed) + "?notice=" + notice));
    }

    private boolean isDone(Visit visit, Refund failed, String told, Answer said) {
        try {
            database.inTransaction(visit.scope(), tx -> {
                answer.handle(tx, failed, told, said, visit.origin(null), time.now(visit.scope()));
                return failed;
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
