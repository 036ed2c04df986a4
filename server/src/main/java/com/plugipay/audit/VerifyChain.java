package com.plugipay.audit;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Computes a chain anew and names each entry that is not what was sealed.
final class VerifyChain {
    static final String CHECK = "A16";
    private static final int BATCH = 1_000;

    private final AuditStore store;

    VerifyChain(AuditStore store) {
        this.store = store;
    }

    List<Finding> handle(Tx tx, Scope scope, int most) {
        var findings = new ArrayList<Finding>();
        long position = 0;
        byte[] previous = AuditChain.START;
        while (findings.size() < most) {
            List<AuditStore.Link> links = store.chain(tx, scope, position, BATCH);
            for (AuditStore.Link link : links) {
                if (link.position() != position + 1) {
                    findings.add(new Finding(CHECK, link.entryId(), "what stood before it in the chain is gone"));
                } else {
                    check(link, previous, scope, findings);
                }
                // Going on from the hash that stands there names what was changed, and not all that follows.
                position = link.position();
                previous = link.hash();
            }
            if (links.size() < BATCH) {
                break;
            }
        }
        return findings.size() > most ? findings.subList(0, most) : findings;
    }

    private static void check(AuditStore.Link link, byte[] previous, Scope scope, List<Finding> findings) {
        AuditEntry entry = link.entry();
        if (entry == null || !entry.scope().equals(scope)) {
            findings.add(new Finding(CHECK, link.entryId(), "is sealed and no longer there"));
        } else if (!Arrays.equals(AuditChain.link(previous, link.position(), entry), link.hash())) {
            findings.add(new Finding(CHECK, link.entryId(), "is not what was sealed at place " + link.position()));
        }
    }
}
