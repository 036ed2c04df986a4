package com.plugipay.adapter;

import com.plugipay.dashboard.Visit;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.settings.ManualAccounts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Manual payments in the dashboard: the accounts and the words that customers see who pay by transfer.
@RestController
final class ManualPages {
    private static final String ROUTE = "/dashboard/settings/manual";

    private final Adapters adapters;
    private final Writes writes;
    private final ManualView view;

    ManualPages(Adapters adapters, Writes writes, ManualView view) {
        this.adapters = adapters;
        this.writes = writes;
        this.view = view;
    }

    @GetMapping("/dashboard/{slug}/{mode}/settings/manual")
    ResponseEntity<byte[]> open(Visit visit, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("settings", "read");
        ManualAccounts kept = view.kept(visit);
        return view.page(200, visit, ManualForm.of(kept), kept, "", kept != null && notice.equals("saved"), Map.of());
    }

    /// Saves, or draws the form again with a row more or less: that needs no script.
    @PostMapping("/dashboard/{slug}/{mode}/settings/manual")
    ResponseEntity<byte[]> save(
            Visit visit,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String add,
            @RequestParam(defaultValue = "") String remove) {
        visit.caller().needs("settings", "write");
        ManualForm form = ManualForm.sent(request);
        if (!add.isEmpty()) {
            return page(200, visit, form.withAnotherRow(), false, Map.of());
        }
        if (!remove.isEmpty()) {
            return page(200, visit, form.withoutRow(remove), false, Map.of());
        }
        Map<String, String> wrong = form.read(null).wrong();
        if (!wrong.isEmpty()) {
            return page(400, visit, form, false, wrong);
        }
        try {
            writes.runForm(visit.scope(), ROUTE, form.key(), form.content(), tx -> () -> {
                ManualAccounts before = adapters.lockManual(tx, visit.scope());
                ManualAccounts manual = form.read(before).manual();
                if (manual == null) {
                    throw new IllegalStateException("read before, and wrong now");
                }
                adapters.putManual(tx, visit.scope(), manual, visit.origin(form.key()));
                return new Answer(303, new byte[0]);
            });
            return Pages.seeOther(visit.url(ManualView.PATH + "?notice=saved"));
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.IDEMPOTENCY_MISMATCH) {
                throw rejected;
            }
            // Saved already and come back with other content: the next sending saves that.
            return page(409, visit, form.reopened(), false, Map.of("instructions", "adapter.manual.again"));
        }
    }

    private ResponseEntity<byte[]> page(
            int status, Visit visit, ManualForm form, boolean saved, Map<String, String> wrong) {
        ManualAccounts kept = view.kept(visit);
        return view.page(status, visit, form, kept, "", saved, wrong);
    }
}
