package com.plugipay.settings;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.file.Images;
import com.plugipay.file.Picture;
import com.plugipay.http.Answer;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.provider.Providers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Payment methods, brand and business in the dashboard.
@RestController
final class MethodsPages {
    private static final String PATH = "settings/payment-methods";
    private static final String ROUTE = "/dashboard/settings/payment-methods";
    private static final String LOGO = "logo";

    private final Database database;
    private final SettingsStore store;
    private final ChangeSettings change;
    private final Images images;
    private final Providers providers;
    private final MethodsView view;
    private final Writes writes;
    private final WorkspaceTime time;

    MethodsPages(
            Database database,
            SettingsStore store,
            ChangeSettings change,
            Images images,
            Providers providers,
            Pages pages,
            Writes writes,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.change = change;
        this.images = images;
        this.providers = providers;
        this.view = new MethodsView(providers, pages);
        this.writes = writes;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/settings/payment-methods")
    ResponseEntity<byte[]> open(Visit visit, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("settings", "read");
        CheckoutSettings kept = kept(visit);
        return view.page(200, visit, kept, MethodsForm.of(kept), "", noticeKey(notice), Map.of());
    }

    /// Saves, or draws the form again with a method moved: that needs no script.
    @PostMapping("/dashboard/{slug}/{mode}/settings/payment-methods")
    ResponseEntity<byte[]> save(Visit visit, HttpServletRequest request, @RequestParam(defaultValue = "") String move) {
        visit.caller().needs("settings", "write");
        MethodsForm form = MethodsForm.sent(request);
        if (!move.isEmpty()) {
            return view.page(200, visit, kept(visit), form.moved(move), move, "settings.methods.moved", Map.of());
        }
        Map<String, String> wrong = form.wrong(providers);
        if (!wrong.isEmpty()) {
            return view.page(400, visit, kept(visit), form, "", null, wrong);
        }
        try {
            writes.runForm(visit.scope(), ROUTE, form.key(), form.content(), tx -> () -> {
                change.handle(tx, visit.scope(), form::read, visit.origin(form.key()));
                return new Answer(303, new byte[0]);
            });
            return Pages.seeOther(visit.url(PATH + "?notice=saved"));
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.IDEMPOTENCY_MISMATCH) {
                throw rejected;
            }
            // Saved already and come back with other content: the next sending saves that.
            return view.page(
                    409, visit, kept(visit), form.reopened(), "", null, Map.of("enabled", "settings.methods.again"));
        }
    }

    /// The logo has a form of its own: a picture is sent apart from the rest, and shown before anything else changes.
    @PostMapping("/dashboard/{slug}/{mode}/settings/payment-methods/logo")
    ResponseEntity<byte[]> logo(
            Visit visit, HttpServletRequest request, @RequestParam(defaultValue = "") String remove) {
        visit.caller().needs("settings", "write");
        try {
            Picture picture = remove.isEmpty() ? images.read(request, LOGO) : null;
            if (remove.isEmpty() && picture == null) {
                return wrongLogo(400, visit, "settings.methods.logo.missing");
            }
            database.inTransaction(visit.scope(), tx -> {
                String url = picture == null ? null : images.keep(tx, visit.scope(), picture, time.now(visit.scope()));
                // The picture's row has to be there before its name is checked.
                tx.flush();
                return change.handle(tx, visit.scope(), before -> before.withLogo(url), visit.origin(null));
            });
            return Pages.seeOther(visit.url(PATH + "?notice=saved"));
        } catch (Rejected rejected) {
            return wrongLogo(rejected.code().status(), visit, problem(rejected));
        }
    }

    private static String problem(Rejected rejected) {
        return switch (rejected.code()) {
            case PAYLOAD_TOO_LARGE -> "settings.methods.logo.large";
            case UNSUPPORTED_MEDIA_TYPE -> "settings.methods.logo.unreadable";
            case SERVICE_UNAVAILABLE -> "settings.methods.logo.busy";
            default -> throw rejected;
        };
    }

    private ResponseEntity<byte[]> wrongLogo(int status, Visit visit, String problem) {
        CheckoutSettings kept = kept(visit);
        return view.page(status, visit, kept, MethodsForm.of(kept), "", null, Map.of(LOGO, problem));
    }

    private CheckoutSettings kept(Visit visit) {
        return database.read(visit.scope(), tx -> store.ask(tx, visit.scope()).single());
    }

    private static @Nullable String noticeKey(String notice) {
        return notice.equals("saved") ? "settings.methods.saved" : null;
    }
}
