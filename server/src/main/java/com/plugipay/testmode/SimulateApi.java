package com.plugipay.testmode;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.MoneyOfSession;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.SimulatePayment.Simulated;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Simulated payments over the API, and from the hosted page.
@ApiRoutes
final class SimulateApi {
    private final SimulatePayment simulate;
    private final CheckoutSessions sessions;
    private final MoneyOfSession money;
    private final Writes writes;
    private final Answers answers;
    private final WorkspaceTime time;

    SimulateApi(
            SimulatePayment simulate,
            CheckoutSessions sessions,
            MoneyOfSession money,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        this.simulate = simulate;
        this.sessions = sessions;
        this.money = money;
        this.writes = writes;
        this.answers = answers;
        this.time = time;
    }

    record Happened(
            @JsonRawValue String session,
            @Nullable Object attempt,
            @Nullable Object payment,
            @Nullable Object unappliedPayment) {}

    @PostMapping("/test/checkout-sessions/{id}/simulate")
    ResponseEntity<byte[]> simulate(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "write");
        checkTestMode(call.scope());
        return writes.run(call, tx -> () -> {
            Fields fields = call.fields();
            Simulated what = outcome(fields, Simulated.values());
            String method = fields.parsed(
                    "method",
                    "a payment method",
                    text -> MethodCatalogue.find(text).map(PaymentMethod::id));
            Long amount = fields.integer("amount", 1, Money.MAX_MINOR).orElse(null);
            fields.check();
            Origin origin = call.origin();
            Attempt attempt = simulate.handle(
                    tx, call.scope(), id, required(what), method, amount, origin.from(Origin.Source.TEST));
            return answer(tx, call.request(), call.scope(), id, attempt);
        });
    }

    @PostMapping("/public/checkout/sessions/{id}/simulate")
    ResponseEntity<byte[]> simulateOnPage(ApiRequest request, @PathVariable String id) {
        Scope scope = sessions.scopeOf(id);
        if (scope.mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        return writes.run(request, scope, tx -> () -> {
            Fields fields = Fields.of(request.body());
            Simulated what = outcome(fields, Simulated.SUCCEED, Simulated.DECLINE);
            String attemptId = fields.text("attemptId", 1, 64);
            fields.check();
            if (attemptId != null && !money.isLive(tx, scope, id, attemptId, time.now(scope))) {
                throw new Rejected(ErrorCode.CONFLICT, "This attempt is over.");
            }
            Origin origin = Origin.customer(
                            request.remoteAddress(),
                            request.requestId(),
                            request.idempotencyKey().orElse(null))
                    .from(Origin.Source.TEST);
            simulate.handle(tx, scope, id, required(what), null, null, origin);
            return answers.finished(request, 200, Json.bytes(sessions.publicJson(tx, scope, id, request.servlet())));
        });
    }

    private Answer answer(Tx tx, ApiRequest request, Scope scope, String id, @Nullable Attempt attempt) {
        MoneyOfSession.Found found = money.of(tx, scope, id, attempt);
        return answers.finished(
                request,
                200,
                Json.bytes(new Happened(
                        sessions.json(tx, scope, id), found.attempt(), found.payment(), found.unapplied())));
    }

    private static void checkTestMode(Scope scope) {
        if (scope.mode() != Mode.TEST) {
            throw new Rejected(ErrorCode.TEST_MODE_ONLY, "Payments are simulated in test mode only.");
        }
    }

    private static @Nullable Simulated outcome(Fields fields, Simulated... allowed) {
        fields.needs("outcome");
        return fields.parsed(
                "outcome",
                "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(allowed).map(Simulated::wire).toList()),
                text -> Arrays.stream(allowed)
                        .filter(one -> one.wire().equals(text))
                        .findFirst());
    }

    private static Simulated required(@Nullable Simulated what) {
        return Optional.ofNullable(what).orElseThrow(() -> Rejected.invalid("outcome", "outcome is required."));
    }
}
