package com.plugipay.adapter;

import com.plugipay.http.Install;
import com.plugipay.scope.Mode;
import com.plugipay.scope.WorkspaceId;
import org.jspecify.annotations.Nullable;

/// Where providers send their callbacks to.
final class InboundUrls {
    private final Install install;

    InboundUrls(Install install) {
        this.install = install;
    }

    String of(WorkspaceId workspace, AdapterKind kind) {
        return install.url("/v1/inbound-webhooks/" + kind.wire() + "/" + workspace.text());
    }

    /// Null where nobody calls back: by hand, and in test mode.
    @Nullable
    String shown(WorkspaceId workspace, Mode mode, AdapterKind kind) {
        return mode == Mode.TEST || kind == AdapterKind.MANUAL ? null : of(workspace, kind);
    }
}
