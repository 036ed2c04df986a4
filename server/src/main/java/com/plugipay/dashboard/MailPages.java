package com.plugipay.dashboard;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailId;
import com.plugipay.mail.MailStore;
import com.plugipay.mail.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Mail in the dashboard: what was sent, what was not, and in test mode what would have been.
@RestController
final class MailPages {
    private static final int NEWEST = 50;
    private static final String PATH = "mail";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

    private final Database database;
    private final MailStore store;
    private final Pages pages;
    private final WorkspaceTime time;

    MailPages(Database database, MailStore store, Pages pages, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.pages = pages;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/mail")
    ResponseEntity<byte[]> list(Visit visit) {
        visit.caller().needs("receipt", "read");
        List<Mail> mails = database.read(visit.scope(), tx -> store.newest(tx, visit.scope(), NEWEST));
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.MAIL, PATH, PATH);
        TimeTexts times = times(visit, frame);
        var page = new MailListPage(
                frame,
                mails.stream()
                        .map(mail -> new MailListPage.Row(
                                mail.id().text(),
                                mail.letter().recipient(),
                                mail.letter().subject(),
                                mail.status(),
                                times.of(mail.createdAt())))
                        .toList());
        return pages.formHtml(200, frame.frame(), "dashboard/mail-list.jte", page);
    }

    @GetMapping("/dashboard/{slug}/{mode}/mail/{id}")
    ResponseEntity<byte[]> mail(Visit visit, @PathVariable String id) {
        Mail mail = find(visit, id);
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.MAIL, PATH + "/" + id, PATH);
        TimeTexts times = times(visit, frame);
        var page = new MailPage(
                frame,
                mail.id().text(),
                mail.letter().recipient(),
                mail.letter().subject(),
                mail.status(),
                mail.letter().text(),
                times.of(mail.createdAt()),
                orNull(times, mail.sentAt()),
                mail.tries() == 0 ? null : orNull(times, mail.nextTryAt()),
                reason(frame, mail.lastError()));
        return pages.formHtml(200, frame.frame(), "dashboard/mail.jte", page);
    }

    /// The mail as its reader sees it, in a box of its own: no script, no form, nothing loaded, no origin.
    @GetMapping("/dashboard/{slug}/{mode}/mail/{id}/html")
    ResponseEntity<byte[]> html(Visit visit, @PathVariable String id) {
        Mail mail = find(visit, id);
        var headers = new HttpHeaders();
        headers.setContentType(HTML);
        headers.set(
                "Content-Security-Policy",
                "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Robots-Tag", "noindex");
        headers.setCacheControl("no-store");
        return new ResponseEntity<>(mail.letter().html().getBytes(StandardCharsets.UTF_8), headers, 200);
    }

    private Mail find(Visit visit, String id) {
        visit.caller().needs("receipt", "read");
        MailId mailId = MailId.parse(id).orElseThrow(Rejected::notFound);
        return database.read(visit.scope(), tx -> store.find(tx, visit.scope(), mailId))
                .orElseThrow(Rejected::notFound);
    }

    private TimeTexts times(Visit visit, DashboardFrame frame) {
        return new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
    }

    private static @Nullable TimeText orNull(TimeTexts times, @Nullable Instant moment) {
        return moment == null ? null : times.of(moment);
    }

    private static @Nullable String reason(DashboardFrame frame, @Nullable String error) {
        return switch (error) {
            case Outbox.NO_SERVER, Outbox.BAD_ADDRESS -> frame.t("dashboard.mail.error." + error);
            case null, default -> error;
        };
    }
}
