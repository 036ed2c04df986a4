package com.plugipay.checkout;

import com.plugipay.checkout.ChargeSession.Claimed;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Fields;
import com.plugipay.http.Install;
import com.plugipay.http.Json;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.Writes;
import com.plugipay.http.Writes.Step;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.MobileNumber;
import com.plugipay.scope.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// What the customer's browser and published widgets may call: no credential, the link is enough.
@ApiRoutes
final class PublicCheckoutApi {
    private final SessionReader reader;
    private final PublicJson json;
    private final ChargeSession charge;
    private final FinishCharge finish;
    private final EndCheckoutSession end;
    private final RateLimits limits;
    private final Writes writes;
    private final Answers answers;
    private final Install install;
    private final Pages pages;

    PublicCheckoutApi(
            SessionReader reader,
            PublicJson json,
            ChargeSession charge,
            FinishCharge finish,
            EndCheckoutSession end,
            RateLimits limits,
            Writes writes,
            Answers answers,
            Install install,
            Pages pages) {
        this.reader = reader;
        this.json = json;
        this.charge = charge;
        this.finish = finish;
        this.end = end;
        this.limits = limits;
        this.writes = writes;
        this.answers = answers;
        this.install = install;
        this.pages = pages;
    }

    /// Where the customer goes on.
    record Redirect(
            String kind, String redirectUrl, @Nullable String attemptId) {}

    record Ended(String status, String cancelUrl) {}

    @GetMapping("/public/checkout/sessions/{id}")
    ResponseEntity<byte[]> get(ApiRequest request, @PathVariable String id) {
        return answers.ok(request, Json.bytes(json.session(see(id), request.servlet())));
    }

    @GetMapping("/public/checkout/sessions/{id}/status")
    ResponseEntity<byte[]> status(ApiRequest request, @PathVariable String id, HttpServletResponse response) {
        limits.countVisit(RateLimits.Visit.POLL, id, reader.knows(id), request.remoteAddress(), response);
        return answers.ok(request, Json.bytes(json.status(see(id))));
    }

    @PostMapping("/public/checkout/sessions/{id}/charge")
    ResponseEntity<byte[]> charge(ApiRequest request, @PathVariable String id, HttpServletResponse response) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        Scope scope = reader.scopeOf(sessionId);
        limits.countCharge(scope, request.remoteAddress(), response);
        return writes.runRemote(request, scope, new Charge(request, scope, sessionId));
    }

    @PostMapping("/public/checkout/sessions/{id}/cancel")
    ResponseEntity<byte[]> cancel(ApiRequest request, @PathVariable String id) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        Scope scope = reader.scopeOf(sessionId);
        return writes.run(request, scope, tx -> () -> {
            Fields.of(request.body()).check();
            inWords(request, tx, scope, sessionId, () -> {
                end.handle(tx, scope, sessionId, EndCheckoutSession.How.CANCEL, origin(request));
                return sessionId;
            });
            String cancelUrl = install.url("/c/" + sessionId.text() + "/return");
            return answers.finished(request, 200, Json.bytes(new Ended("canceled", cancelUrl)));
        });
    }

    /// What the customer asked for and what that led to.
    private record Ordered(ChargeSession.Wish wish, Claimed claimed) {}

    private final class Charge implements Writes.RemoteOperation<PublicCheckoutApi.Ordered> {
        private final ApiRequest request;
        private final Scope scope;
        private final CheckoutSessionId id;

        Charge(ApiRequest request, Scope scope, CheckoutSessionId id) {
            this.request = request;
            this.scope = scope;
            this.id = id;
        }

        @Override
        public Step<Ordered> claim(Tx tx) {
            ChargeSession.Wish wish = wish();
            Claimed claimed = inWords(request, tx, scope, id, () -> charge.claim(tx, scope, id, wish));
            return switch (claimed) {
                case Claimed.Run(Attempt attempt) ->
                    new Step.Go<>(new Ordered(wish, claimed), attempt.id().text());
                case Claimed.VoidFirst _ -> new Step.Go<>(new Ordered(wish, claimed), null);
                case Claimed.Again(Attempt attempt) -> new Step.Done<>(answer(tx, attempt));
                case Claimed.Missing _ ->
                    new Step.Done<>(redirect("/c/" + id.text() + "?method=" + wish.method(), null));
            };
        }

        /// Somebody else may have settled meanwhile what the dead server had claimed: that is the answer then.
        @Override
        public Step<Ordered> takeOver(Tx tx, @Nullable String made) {
            Attempt attempt = charge.taken(tx, scope, id, made);
            if (attempt != null && attempt.wasNotMade()) {
                // Another provider may have been asked before the server died, and may have been paid since.
                attempt = charge.taken(tx, scope, id, null);
            }
            if (attempt == null) {
                return claim(tx);
            }
            return attempt.state() instanceof AttemptState.Created
                    ? new Step.Go<>(new Ordered(wish(), new Claimed.Run(attempt)), made)
                    : new Step.Done<>(answer(tx, attempt));
        }

        private ChargeSession.Wish wish() {
            Fields fields = Fields.of(request.body());
            String method = fields.required("method", fields.text("method", 1, 64));
            String testCard = fields.text("testCard", 1, 32);
            MobileNumber phone =
                    fields.parsed("phone", "an Indonesian mobile number, such as 081234567890", MobileNumber::parse);
            fields.flag("savePaymentToken");
            fields.check();
            return new ChargeSession.Wish(method, testCard, phone == null ? null : phone.international());
        }

        @Override
        public Answer callAndRecord(Ordered ordered, Writes.Recorder recorder) {
            var made = new AtomicReference<@Nullable Answer>();
            var refusal = new AtomicReference<>("");
            finish.handle(scope, id, ordered.wish(), ordered.claimed(), origin(request), (tx, after) -> {
                if (after.wasNotMade()) {
                    refusal.set(words(tx, "checkout.problem.provider_unavailable.title"));
                    return;
                }
                Answer answer = answer(tx, after);
                recorder.keep(tx, answer);
                made.set(answer);
            });
            Answer answer = made.get();
            if (answer == null) {
                // No outcome of this call: its key stays free for the next try.
                throw new Rejected(ErrorCode.UPSTREAM_ERROR, refusal.get());
            }
            return answer;
        }

        private Answer answer(Tx tx, Attempt attempt) {
            return switch (attempt.state()) {
                case AttemptState.Succeeded _ -> redirect("/c/" + id.text() + "/return", attempt);
                case AttemptState.RequiresAction(Instrument.Redirect(String url)) -> redirect(url, attempt);
                case AttemptState.RequiresAction(Instrument held) ->
                    answers.finished(
                            request,
                            200,
                            Json.bytes(InstructionsJson.of(
                                    attempt, held, charge.note(tx, attempt), key -> words(tx, key), install::url)));
                case AttemptState.Created _, AttemptState.InDoubt _ -> redirect("/c/" + id.text(), attempt);
                case AttemptState.Failed(String code, String _) ->
                    answers.refusal(request.requestId(), refusal(tx, code));
                case AttemptState.Voided _ ->
                    answers.refusal(
                            request.requestId(), new Rejected(ErrorCode.CONFLICT, words(tx, "checkout.refusal.ended")));
            };
        }

        private Answer redirect(String url, @Nullable Attempt attempt) {
            String absolute = url.startsWith("/") ? install.url(url) : url;
            return answers.finished(
                    request,
                    200,
                    Json.bytes(new Redirect(
                            "redirect",
                            absolute,
                            attempt == null ? null : attempt.id().text())));
        }

        /// A sentence for the customer, in the page's language.
        private Rejected refusal(Tx tx, String failureCode) {
            ErrorCode code = Arrays.stream(ErrorCode.values())
                    .filter(one -> one.wire().equals(failureCode) && one.status() == 402)
                    .findFirst()
                    .orElse(ErrorCode.CONFLICT);
            return new Rejected(
                    code,
                    words(
                            tx,
                            code == ErrorCode.CONFLICT
                                    ? "checkout.refusal.ended"
                                    : "checkout.problem." + code.wire() + ".title"));
        }

        private String words(Tx tx, String key) {
            return PublicCheckoutApi.this.words(request, tx, scope, id, key);
        }
    }

    /// What a conflict says here is read by the customer.
    private <T> T inWords(ApiRequest request, Tx tx, Scope scope, CheckoutSessionId id, Supplier<T> work) {
        try {
            return work.get();
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.CONFLICT) {
                throw rejected;
            }
            Long retryAfter = rejected.retryAfterSeconds();
            if (retryAfter == null) {
                throw new Rejected(ErrorCode.CONFLICT, words(request, tx, scope, id, "checkout.refusal.ended"));
            }
            throw Rejected.later(
                    ErrorCode.CONFLICT, words(request, tx, scope, id, "checkout.refusal.busy"), retryAfter);
        }
    }

    private String words(ApiRequest request, Tx tx, Scope scope, CheckoutSessionId id, String key) {
        return pages.text(Pages.language(request.servlet(), charge.locale(tx, scope, id)), key);
    }

    private SessionReader.Seen see(String id) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        return reader.see(reader.scopeOf(sessionId), sessionId);
    }

    private static Origin origin(ApiRequest request) {
        return Origin.customer(
                request.remoteAddress(),
                request.requestId(),
                request.idempotencyKey().orElse(null));
    }
}
