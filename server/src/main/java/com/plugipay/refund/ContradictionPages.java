package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.id.Ids;
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
    private final AskAboutRefund ask;
    private final WorkspaceTime time;

    ContradictionPages(
            Database database, RefundStore store, AnswerContradiction answer, AskAboutRefund ask, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.answer = answer;
        this.ask = ask;
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

    /// Asks the provider about one that is on its way. Nothing is sent.
    @PostMapping("/dashboard/{slug}/{mode}/refunds/{id}/ask-after-all")
    ResponseEntity<byte[]> ask(Visit visit, @PathVariable String id) {
        Refund failed = failed(visit, id);
        ask.afterAll(failed, visit.origin(null));
        return Pages.seeOther(visit.url(DoubtfulRefundPages.place(failed) + "?notice=asked"));
    }

    private ResponseEntity<byte[]> answered(Visit visit, String id, String told, Answer said) {
        Refund failed = failed(visit, id);
        if (!Ids.isWellFormed(TellContradiction.PREFIX, told)) {
            throw Rejected.invalid("told", "told names nothing that a provider said.");
        }
        boolean done = isDone(visit, failed, told, said);
        String notice = !done ? "answered-before" : said == Answer.COUNTED ? "counted" : "not-ours";
        return Pages.seeOther(visit.url(DoubtfulRefundPages.place(failed) + "?notice=" + notice));
    }

    private Refund failed(Visit visit, String id) {
        visit.caller().needs("refund", "write");
        RefundId parsed = RefundId.parse(id).orElseThrow(Rejected::notFound);
        return database.read(visit.scope(), tx -> store.find(tx, visit.scope(), parsed))
                .filter(refund -> refund.state() instanceof Refund.State.Failed)
                .orElseThrow(Rejected::notFound);
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
