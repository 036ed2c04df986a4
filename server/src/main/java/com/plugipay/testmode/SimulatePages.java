package com.plugipay.testmode;

import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.checkout.Place;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.SimulatePayment.Simulated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The hosted page's buttons that make money arrive, or not. In live mode there is no such page.
@RestController
final class SimulatePages {
    private final Database database;
    private final SimulatePayment simulate;
    private final CheckoutSessions sessions;
    private final RateLimits limits;
    private final ClientAddress address;
    private final RequestIds requestIds;

    SimulatePages(
            Database database,
            SimulatePayment simulate,
            CheckoutSessions sessions,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        this.database = database;
        this.simulate = simulate;
        this.sessions = sessions;
        this.limits = limits;
        this.address = address;
        this.requestIds = requestIds;
    }

    @PostMapping({"/c/{id}/simulate", "/embed/{id}/simulate"})
    ResponseEntity<byte[]> simulate(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String outcome,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_WRITE, address.of(request), response);
        Scope scope = sessions.scopeOf(id);
        if (scope.mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        Simulated what = switch (outcome) {
            case "succeed" -> Simulated.SUCCEED;
            case "decline" -> Simulated.DECLINE;
            default -> throw Rejected.invalid("outcome", "outcome must be succeed or decline.");
        };
        Origin origin = Origin.customer(address.of(request), requestIds.of(request), null)
                .from(Origin.Source.TEST);
        try {
            database.inTransaction(
                    scope, tx -> Optional.ofNullable(simulate.handle(tx, scope, id, what, null, null, origin)));
        } catch (Rejected rejected) {
            // It has ended meanwhile: the page says so.
            if (rejected.code() != ErrorCode.CONFLICT) {
                throw rejected;
            }
        }
        return Pages.seeOther(Place.of(request.getRequestURI()).path(id) + "?lang="
                + Pages.language(request, null).code());
    }
}
