package com.plugipay.testmode;

import com.plugipay.dashboard.Visit;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Json;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.scope.Mode;
import com.plugipay.testmode.SimulatePayment.Simulated;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The buttons on a test session in the dashboard that make each outcome happen. In live mode there are none.
@RestController
final class SimulateSessionPages {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private final SimulatePayment simulate;
    private final Writes writes;

    SimulateSessionPages(SimulatePayment simulate, Writes writes) {
        this.simulate = simulate;
        this.writes = writes;
    }

    @PostMapping("/dashboard/{slug}/{mode}/checkout-sessions/{id}/simulate")
    ResponseEntity<byte[]> simulate(
            Visit visit,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String formKey,
            @RequestParam(defaultValue = "") String outcome) {
        visit.caller().needs("checkout", "write");
        if (visit.mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        Simulated what = Arrays.stream(Simulated.values())
                .filter(one -> one.wire().equals(outcome))
                .findFirst()
                .orElseThrow(() -> Rejected.invalid("outcome", "outcome must be one of the seven."));
        String key =
                KEY.matcher(formKey).matches() ? formKey : UUID.randomUUID().toString();
        return Pages.seeOther(visit.url("checkout-sessions/" + id + "?notice=" + told(visit, id, key, what)));
    }

    /// Once for each opened page and outcome, however often it is clicked.
    private String told(Visit visit, String id, String key, Simulated what) {
        Origin origin = visit.origin(key).from(Origin.Source.TEST);
        String route = "/dashboard/checkout-sessions/" + id + "/simulate/" + what.wire();
        try {
            writes.runForm(visit.scope(), route, key, Json.utf8(what.wire()), tx -> () -> {
                simulate.handle(tx, visit.scope(), id, what, null, null, origin);
                return new Answer(303, Json.utf8(what.wire()));
            });
            return "simulated";
        } catch (Rejected rejected) {
            return switch (rejected.code()) {
                // It has ended meanwhile, or offers nothing to pay with.
                case CONFLICT, VALIDATION_ERROR, IDEMPOTENCY_IN_PROGRESS -> "not-simulated";
                default -> throw rejected;
            };
        }
    }
}
