package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Pages;
import com.plugipay.http.TextRules;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The payments in the dashboard, part by part.
@RestController
final class PaymentListPages {
    private static final int ON_A_PAGE = 20;
    private static final int LONGEST_SEARCH = 100;
    private static final String PATH = "payments";

    private final Database database;
    private final PaymentStore store;
    private final Pages pages;
    private final WorkspaceTime time;

    PaymentListPages(Database database, PaymentStore store, Pages pages, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.pages = pages;
        this.time = time;
    }

    private record Part(List<Payment> payments, boolean hasNewer, boolean hasOlder) {}

    @GetMapping("/dashboard/{slug}/{mode}/payments")
    ResponseEntity<byte[]> list(
            Visit visit,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String newer,
            @RequestParam(defaultValue = "") String older) {
        visit.caller().needs("payment", "read");
        String search = q.strip();
        // What is no status narrows nothing; what no payment can hold finds none.
        String chosen = List.of("succeeded", "partially_refunded", "refunded").contains(status) ? status : "";
        boolean possible = search.isEmpty() || TextRules.problem(search, 1, LONGEST_SEARCH) == null;
        var filter =
                new PaymentFilter(blankToNull(chosen), null, null, null, null, null, null, null, blankToNull(search));
        Part part = possible
                ? database.read(visit.scope(), tx -> part(tx, visit.scope(), filter, newer, older))
                : new Part(List.of(), false, false);
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.PAYMENTS, PATH, PATH);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
        List<Payment> shown = part.payments();
        var page = new PaymentListPage(
                frame,
                chosen,
                search,
                shown.stream().map(payment -> row(payment, frame, times)).toList(),
                part.hasNewer() ? url(frame, chosen, search, "newer", shown.getFirst()) : null,
                part.hasOlder() ? url(frame, chosen, search, "older", shown.getLast()) : null);
        return pages.formHtml(200, frame.frame(), "payment/payment-list.jte", page);
    }

    private Part part(Tx tx, Scope scope, PaymentFilter filter, String newer, String older) {
        PageRequest.After above = place(tx, scope, newer);
        if (above != null) {
            List<Payment> found = store.list(tx, scope, filter, new PageRequest(ON_A_PAGE, true, above));
            if (found.size() > ON_A_PAGE) {
                return new Part(found.subList(0, ON_A_PAGE).reversed(), true, true);
            }
            // Less than a page is left above: the newest page shows all of it.
        }
        PageRequest.After below = place(tx, scope, older);
        List<Payment> found = store.list(tx, scope, filter, new PageRequest(ON_A_PAGE, false, below));
        boolean more = found.size() > ON_A_PAGE;
        return new Part(more ? found.subList(0, ON_A_PAGE) : found, below != null && !found.isEmpty(), more);
    }

    private PageRequest.@Nullable After place(Tx tx, Scope scope, String id) {
        return Optional.of(id)
                .flatMap(PaymentId::parse)
                .flatMap(known -> store.find(tx, scope, known.text()))
                .map(payment ->
                        new PageRequest.After(payment.createdAt(), payment.id().text()))
                .orElse(null);
    }

    private static PaymentListPage.Row row(Payment payment, DashboardFrame frame, TimeTexts times) {
        String channel = payment.channel();
        Map<String, String> metadata = payment.metadata();
        return new PaymentListPage.Row(
                payment.id().text(),
                metadata == null ? null : metadata.get("description"),
                payment.amount().display(),
                payment.amountRefunded() == 0
                        ? null
                        : Money.display(
                                payment.amountRefunded(), payment.amount().currency()),
                payment.status().wire(),
                MethodNames.of(frame.frame(), channel == null ? payment.method() : channel),
                times.of(payment.capturedAt()));
    }

    private static String url(DashboardFrame frame, String status, String q, String way, Payment from) {
        return frame.url(PATH) + "?" + (status.isEmpty() ? "" : "status=" + status + "&")
                + (q.isEmpty() ? "" : "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + "&") + way + "="
                + from.id().text();
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
