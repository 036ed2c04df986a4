package com.plugipay.payment;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A person has the provider asked once more about an attempt that was handed to them. Nothing is charged by it.
public final class AskAboutAttempt {
    private final RunAttempt run;
    private final AuditLog audit;
    private final WorkspaceTime time;

    AskAboutAttempt(RunAttempt run, AuditLog audit, WorkspaceTime time) {
        this.run = run;
        this.audit = audit;
        this.time = time;
    }

    /// What the audit log keeps of an attempt.
    record Deed(
            String state,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String reference) {
        static String json(AttemptState state) {
            return Json.text(new Deed(state.wire(), null, null, null));
        }
    }

    /// The attempt as it stands afterwards: still with the person when the provider has nothing new to say.
    public Attempt handle(Attempt doubtful, Origin origin) {
        BiConsumer<Tx, Attempt> noted = (tx, after) -> audit.write(
                tx,
                after.scope(),
                origin,
                "payment_attempt.asked",
                "payment_attempt",
                after.id().text(),
                Deed.json(doubtful.state()),
                Deed.json(after.state()),
                time.now(after.scope()));
        return doubtful.state() instanceof AttemptState.Voided
                ? run.cancel(doubtful, origin, noted)
                : run.look(doubtful, origin, noted);
    }
}
