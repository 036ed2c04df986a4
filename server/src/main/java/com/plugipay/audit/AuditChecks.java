package com.plugipay.audit;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for what must never be: money that does not add up, holes in the event log, a broken chain.
public final class AuditChecks {
    /// More of one check are counted as one finding that says so.
    public static final int MOST_OF_ONE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(AuditChecks.class);
    private static final Duration RUN_EVERY = Duration.ofHours(24);
    private static final int RUNS_A_LOOK = 200;
    private static final int MOST_WORKSPACES = 100_000;

    private final Database database;
    private final CheckStore store;
    private final VerifyChain chain;
    private final Ids ids;
    private final WorkspaceTime time;

    AuditChecks(Database database, CheckStore store, VerifyChain chain, Ids ids, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.chain = chain;
        this.ids = ids;
        this.time = time;
    }

    /// Runs all of them now. Each is one statement and sees one moment.
    public AuditReport run(Scope scope) {
        Instant now = time.now(scope);
        return database.read(scope, tx -> {
            var findings = new ArrayList<Finding>();
            for (String check : store.names()) {
                findings.addAll(cut(check, store.run(tx, scope, check, now, MOST_OF_ONE + 1)));
            }
            findings.addAll(chainFindings(tx, scope));
            return AuditReport.of(now, store.names().size() + 1, List.copyOf(findings));
        });
    }

    /// Only the chain of the audit log.
    public AuditReport verifyChain(Scope scope) {
        Instant now = time.now(scope);
        return database.read(scope, tx -> AuditReport.of(now, 1, chainFindings(tx, scope)));
    }

    /// Runs all of them and keeps the report as the last one.
    public AuditReport runAndKeep(Scope scope) {
        AuditReport report = run(scope);
        database.inTransaction(scope, tx -> {
            store.keep(tx, ids.next("arun"), scope, report);
            return true;
        });
        if (!report.ok()) {
            LOG.error(
                    "the audit of {} found {} things", scope, report.findings().size());
        }
        return report;
    }

    /// Empty while none was kept.
    public Optional<AuditReport> last(Scope scope) {
        return database.read(scope, tx -> store.last(tx, scope));
    }

    /// Every workspace in both modes.
    public List<Scope> everywhere() {
        return database.readAcrossWorkspaces(tx -> store.everywhereAcrossWorkspaces(tx, MOST_WORKSPACES));
    }

    void lookOnce() {
        Instant since = time.everywhere().minus(RUN_EVERY);
        database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, since, RUNS_A_LOOK))
                .forEach(this::runOnItsOwn);
    }

    private void runOnItsOwn(Scope scope) {
        try {
            runAndKeep(scope);
        } catch (RuntimeException e) {
            LOG.error("the audit of {} did not run", scope, e);
        }
    }

    private List<Finding> chainFindings(Tx tx, Scope scope) {
        return cut(VerifyChain.CHECK, chain.handle(tx, scope, MOST_OF_ONE + 1));
    }

    private static List<Finding> cut(String check, List<Finding> found) {
        if (found.size() <= MOST_OF_ONE) {
            return found;
        }
        var some = new ArrayList<>(found.subList(0, MOST_OF_ONE));
        some.add(new Finding(check, "…", "There are more; only the first " + MOST_OF_ONE + " are listed."));
        return some;
    }
}
