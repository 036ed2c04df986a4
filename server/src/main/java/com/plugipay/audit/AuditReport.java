package com.plugipay.audit;

import java.time.Instant;
import java.util.List;

/// What one run of all checks found in one workspace and mode.
///
/// @param ok nothing was found
/// @param checks how many were run
/// @param findings at most [AuditChecks#MOST_OF_ONE] of each check
public record AuditReport(boolean ok, Instant ranAt, int checks, List<Finding> findings) {
    static AuditReport of(Instant ranAt, int checks, List<Finding> findings) {
        return new AuditReport(findings.isEmpty(), ranAt, checks, findings);
    }
}
