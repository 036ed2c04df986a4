package com.plugipay.dashboard;

import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people and keys did, the newest first: `dashboard/audit-log.jte`.
///
/// @param olderUrl where the next page is; null on the last one
/// @param first whether this is the newest page
public record AuditLogPage(
        DashboardFrame dashboard, List<Row> rows, @Nullable String olderUrl, boolean first) {

    /// One deed.
    ///
    /// @param who the name, else the id
    /// @param before JSON, null when there was nothing before
    /// @param after JSON, null when nothing is left
    /// @param hash null until it has its place in the chain
    public record Row(
            String id,
            String action,
            String who,
            String actorType,
            @Nullable String ip,
            String targetId,
            @Nullable String before,
            @Nullable String after,
            @Nullable String hash,
            TimeText at) {}
}
