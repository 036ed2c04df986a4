package com.plugipay.workspace;

import com.plugipay.db.Tx;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;

/// What a feature gives a workspace that has just been made, in the same transaction.
public interface NewWorkspace {
    void furnish(Tx tx, WorkspaceId workspace, Instant now);
}
