package com.plugipay.checkout;

import com.plugipay.dashboard.Visit;
import com.plugipay.db.Asked;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Json;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.settings.CheckoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The dashboard's form for a new session: the API's own create, filled in by hand.
@RestController
final class NewSessionPages {
    private static final String ROUTE = "/dashboard/checkout-sessions/new";

    private final CreateCheckoutSession create;
    private final SessionReader reader;
    private final Writes writes;
    private final NewSessionView view;

    NewSessionPages(CreateCheckoutSession create, SessionReader reader, Writes writes, NewSessionView view) {
        this.create = create;
        this.reader = reader;
        this.writes = writes;
        this.view = view;
    }

    @GetMapping("/dashboard/{slug}/{mode}/checkout-sessions/new")
    ResponseEntity<byte[]> open(Visit visit) {
        visit.caller().needs("checkout", "write");
        return view.fresh(visit);
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/new")
    ResponseEntity<byte[]> create(Visit visit, HttpServletRequest request) {
        visit.caller().needs("checkout", "write");
        NewSessionForm form = NewSessionForm.sent(request);
        NewSessionView.Choices choices = view.choices(visit);
        NewSessionForm.Reading reading = form.read(choices.methodIds());
        CreateCheckoutSession.Request wish = reading.request();
        if (wish == null) {
            boolean onlyMethods = reading.wrong().keySet().stream().allMatch("methods"::equals);
            ErrorCode code = onlyMethods ? ErrorCode.NO_METHODS : ErrorCode.VALIDATION_ERROR;
            return view.refused(visit, form, choices, code, reading.wrong());
        }
        try {
            Answer made = writes.runForm(visit.scope(), ROUTE, form.key(), form.content(), tx -> {
                Asked<CheckoutSettings> settings = create.prepare(tx, visit.scope());
                return () -> {
                    var created = create.handle(
                            tx, visit.scope(), visit.workspace().name(), settings, wish, visit.origin(form.key()));
                    CheckoutSessionId id = created.session().id();
                    tx.afterCommit(() -> reader.remember(id, visit.scope()));
                    return new Answer(303, Json.utf8(id.text()));
                };
            });
            String id = new String(made.body(), StandardCharsets.UTF_8);
            return Pages.seeOther(visit.url("checkout-sessions/" + id + "?notice=created"));
        } catch (Rejected rejected) {
            return refused(visit, form, choices, rejected);
        }
    }

    private ResponseEntity<byte[]> refused(
            Visit visit, NewSessionForm form, NewSessionView.Choices choices, Rejected rejected) {
        Map<String, String> wrong = new LinkedHashMap<>();
        return switch (rejected.code()) {
            case NO_METHODS -> {
                wrong.put("methods", "checkout.new.methods.unavailable");
                yield view.refused(visit, form, choices, rejected.code(), wrong);
            }
            case VALIDATION_ERROR -> {
                rejected.details().stream()
                        .filter(detail -> detail.param().equals("customerId"))
                        .forEach(_ -> wrong.put("customerId", "checkout.new.customer.gone"));
                yield view.refused(visit, form, choices, rejected.code(), wrong);
            }
            // The form made a session already and came back with other content: the next sending makes another one.
            case IDEMPOTENCY_MISMATCH -> view.refused(visit, form.reopened(), choices, rejected.code(), wrong);
            case IDEMPOTENCY_IN_PROGRESS -> view.refused(visit, form, choices, rejected.code(), wrong);
            default -> throw rejected;
        };
    }
}
