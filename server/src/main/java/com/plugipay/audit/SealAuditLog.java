package com.plugipay.audit;

import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the entries of the audit log their places in the chains, each workspace and mode its own, in order.
public final class SealAuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(SealAuditLog.class);
    private static final int CHAINS_A_LOOK = 500;
    private static final int BATCH = 200;
    private static final int BATCHES_A_CHAIN = 20;

    private final Database database;
    private final AuditStore store;
    private final InstantSource realTime;

    SealAuditLog(Database database, AuditStore store, InstantSource realTime) {
        this.database = database;
        this.store = store;
        this.realTime = realTime;
    }

    public void lookOnce() {
        for (Scope chain : database.readAcrossWorkspaces(tx -> store.waitingAcrossWorkspaces(tx, CHAINS_A_LOOK))) {
            try {
                int batches = 0;
                while (batches < BATCHES_A_CHAIN && sealBatch(chain) == BATCH) {
                    batches++;
                }
            } catch (LostRace e) {
                LOG.debug("{} was sealed by another node", chain, e);
            }
        }
    }

    /// How many were sealed. One node at a time: the lock ends with the transaction, and what came before it is seen.
    private int sealBatch(Scope chain) {
        return database.inTransaction(chain, tx -> {
            if (!store.lockChain(tx, chain)) {
                return 0;
            }
            AuditStore.Head head = store.head(tx, chain).orElse(new AuditStore.Head(0, AuditChain.START));
            List<AuditEntry> entries = store.unsealed(tx, chain, BATCH);
            Instant now = realTime.instant().truncatedTo(ChronoUnit.MILLIS);
            for (AuditEntry entry : entries) {
                long position = head.position() + 1;
                head = new AuditStore.Head(position, AuditChain.link(head.hash(), position, entry));
                store.seal(tx, entry.id(), head, now);
            }
            return entries.size();
        });
    }
}
