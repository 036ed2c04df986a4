package com.plugipay.dashboard;

import com.plugipay.audit.AuditReport;
import com.plugipay.audit.Finding;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last run of the checks, in words.
///
/// @param ran null while there was none
/// @param mayRun the person may start one now
public record LastAudit(@Nullable TimeText ran, int checks, List<Row> findings, boolean mayRun) {

    /// One thing that was found.
    ///
    /// @param title what the check looks for
    /// @param message what it saw, in the words of the checks
    public record Row(String check, String title, String objectId, String message) {}

    static LastAudit of(Optional<AuditReport> last, Visit visit, DashboardFrame frame, Instant now) {
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), now);
        boolean mayRun = visit.caller().allows("audit", "write");
        return last.map(report -> new LastAudit(
                        times.of(report.ranAt()),
                        report.checks(),
                        report.findings().stream()
                                .map(finding -> row(finding, frame))
                                .toList(),
                        mayRun))
                .orElseGet(() -> new LastAudit(null, 0, List.of(), mayRun));
    }

    private static Row row(Finding finding, DashboardFrame frame) {
        return new Row(
                finding.check(), frame.t("audit.check." + finding.check()), finding.objectId(), finding.message());
    }

    public boolean ok() {
        return findings.isEmpty();
    }
}
