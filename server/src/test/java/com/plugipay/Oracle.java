package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.audit.AuditChecks;
import com.plugipay.audit.Finding;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What must hold of any database at any time: the product's own audit, asked by tests.
public final class Oracle {
    private static final int TRIES = 50;

    private Oracle() {}

    /// Fails with the findings of a shop, in both modes. A test that has just moved the clock leaves sweeps something
    /// to catch up with: they get five seconds.
    public static void check(TestServer server, Shop shop) {
        List<Finding> findings = findings(server, shop);
        for (int i = 0; i < TRIES && !findings.isEmpty() && isBehind(findings); i++) {
            LockSupport.parkNanos(100_000_000);
            findings = findings(server, shop);
        }
        assertThat(findings).as("the audit of %s", shop.workspace().text()).isEmpty();
    }

    private static boolean isBehind(List<Finding> findings) {
        return findings.stream()
                .allMatch(finding -> List.of("A12", "A15", "A17").contains(finding.check()));
    }

    private static List<Finding> findings(TestServer server, Shop shop) {
        var findings = new ArrayList<Finding>();
        for (Mode mode : Mode.values()) {
            findings.addAll(server.running()
                    .part(AuditChecks.class)
                    .run(new Scope(shop.workspace(), mode))
                    .findings());
        }
        return findings;
    }
}
