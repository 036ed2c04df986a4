package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import org.jspecify.annotations.Nullable;

/// A person has the provider asked once more about a refund that was handed to them.
final class AskAboutRefund {
    private final RunRefund run;
    private final AuditLog audit;
    private final WorkspaceTime time;

    AskAboutRefund(RunRefund run, AuditLog audit, WorkspaceTime time) {
        this.run = run;
        this.audit = audit;
        this.time = time;
    }

    /// What the audit log keeps of a refund.
    record Deed(String status, @Nullable String reference) {
        static String json(Refund refund) {
            return Json.text(new Deed(refund.state().wire(), refund.providerReference()));
        }
    }

    /// The refund as it stands afterwards: still with the person when the provider has nothing new to say.
    Refund handle(Refund doubtful, Origin origin) {
        return run.ask(doubtful, origin, (tx, after) -> write(tx, doubtful, after, origin));
    }

    /// The same about one that failed here: what the provider says is written beside it.
    void afterAll(Refund failed, Origin origin) {
        run.hear(failed, null, origin, (tx, sure) -> write(tx, failed, failed, origin));
    }

    private void write(Tx tx, Refund before, Refund after, Origin origin) {
        audit.write(
                tx,
                after.scope(),
                origin,
                "refund.asked",
                "refund",
                after.id().text(),
                Deed.json(before),
                Deed.json(after),
                time.now(after.scope()));
    }
}
