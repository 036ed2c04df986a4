package com.plugipay.scope;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `acc_…`: one tenant.
public record WorkspaceId(String text) implements Id {
    private static final String PREFIX = "acc";

    public WorkspaceId {
        Ids.check(PREFIX, text);
    }

    public static WorkspaceId next(Ids ids) {
        return new WorkspaceId(ids.next(PREFIX));
    }

    public static Optional<WorkspaceId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new WorkspaceId(text)) : Optional.empty();
    }
}
