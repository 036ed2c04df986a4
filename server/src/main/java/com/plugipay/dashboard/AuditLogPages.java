package com.plugipay.dashboard;

import com.plugipay.audit.AuditEntry;
import com.plugipay.audit.AuditStore;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit log in the dashboard.
@RestController
final class AuditLogPages {
    private static final int ROWS = 30;
    private static final String PATH = DashboardFrame.Section.AUDIT_LOG.path();
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,15})\\.(aud_[0-9A-Z]{26})");

    private final Database database;
    private final AuditStore store;
    private final Pages pages;
    private final WorkspaceTime time;

    AuditLogPages(Database database, AuditStore store, Pages pages, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.pages = pages;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/audit-log")
    ResponseEntity<byte[]> list(Visit visit, @RequestParam(defaultValue = "") String after) {
        visit.caller().needs("audit", "read");
        var request = new PageRequest(ROWS, false, after.isEmpty() ? null : place(after));
        List<AuditStore.Shown> found =
                database.read(visit.scope(), tx -> store.list(tx, visit.scope(), AuditStore.Filter.ANY, request));
        List<AuditStore.Shown> rows = found.subList(0, Math.min(found.size(), ROWS));
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.AUDIT_LOG, PATH, PATH);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
        var page = new AuditLogPage(
                frame,
                rows.stream().map(row -> row(row, frame, times)).toList(),
                found.size() > ROWS ? olderUrl(visit, rows.getLast().entry()) : null,
                after.isEmpty());
        return pages.formHtml(200, frame.frame(), "dashboard/audit-log.jte", page);
    }

    private static PageRequest.After place(String after) {
        Matcher place = PLACE.matcher(after);
        if (!place.matches()) {
            throw Rejected.notFound();
        }
        return new PageRequest.After(Instant.ofEpochMilli(Long.parseLong(place.group(1))), place.group(2));
    }

    private static String olderUrl(Visit visit, AuditEntry last) {
        return visit.url(PATH) + "?after=" + last.createdAt().toEpochMilli() + "." + last.id();
    }

    private static AuditLogPage.Row row(AuditStore.Shown shown, DashboardFrame frame, TimeTexts times) {
        AuditEntry entry = shown.entry();
        byte[] hash = shown.hash();
        return new AuditLogPage.Row(
                entry.id(),
                entry.action(),
                who(entry, frame),
                entry.actorType(),
                entry.ip(),
                entry.targetId(),
                entry.before(),
                entry.after(),
                hash == null ? null : HexFormat.of().formatHex(hash),
                times.of(entry.createdAt()));
    }

    private static String who(AuditEntry entry, DashboardFrame frame) {
        @Nullable String name = entry.actorName();
        if (entry.actorType().equals("system")) {
            return "Plugipay";
        }
        return name == null ? entry.actorId() : entry.actorType().equals("key") ? frame.t("audit.key", name) : name;
    }
}
