package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.audit.AuditChecks;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;

/// What must hold of any database at any time: the product's own audit, asked by tests.
public final class Oracle {
    private Oracle() {}

    /// Fails with the findings of a shop, in both modes.
    public static void check(TestServer server, Shop shop) {
        check(server, shop.workspace());
    }

    static void check(TestServer server, WorkspaceId workspace) {
        server.running().sweep("seal-audit-log");
        for (Mode mode : Mode.values()) {
            assertThat(server.running()
                            .part(AuditChecks.class)
                            .run(new Scope(workspace, mode))
                            .findings())
                    .as("the audit of %s", workspace.text())
                    .isEmpty();
        }
    }
}
