package com.plugipay.provider.sandbox;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Test mode's provider, reached over the wire as a real one is: what does not come back in time, or not well, is
/// unknown and never a refusal.
public final class WiredSandbox implements PaymentProvider {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Set<String> METHODS = Set.of("card", "va_bca");

    private final String url;
    private final Duration patience;

    public WiredSandbox(String url, Duration patience) {
        this.url = url;
        this.patience = patience;
    }

    @Override
    public String adapter() {
        return "sandbox";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.TEST && METHODS.contains(method);
    }

    @Override
    public boolean canRefund(String method) {
        return method.equals("card");
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return outcome(request, "charge", form(request));
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        Map<String, String> form = form(request);
        form.put("result", result.name());
        return outcome(request, "resume", form);
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return outcome(request, "query", form(request));
    }

    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        return outcome(request, "cancel", form(request));
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return refundOutcome("refund", request);
    }

    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return refundOutcome("queryRefund", request);
    }

    private RefundOutcome refundOutcome(String operation, RefundRequest request) {
        Map<String, String> answer = send(
                operation,
                Map.of(
                        "key",
                        request.key(),
                        "charge",
                        request.charge(),
                        "amount",
                        Long.toString(request.amount().minor()),
                        "currency",
                        request.amount().currency().name()));
        return switch (answer.getOrDefault("outcome", "")) {
            case "refunded" -> new RefundOutcome.Succeeded(answer.getOrDefault("reference", ""), money(answer));
            case "not_found" -> new RefundOutcome.NotFound();
            case "refused" -> new RefundOutcome.Refused(answer.getOrDefault("code", ""), "It cannot be sent back.");
            default -> new RefundOutcome.Unknown("no answer");
        };
    }

    private static Map<String, String> form(ChargeRequest request) {
        if (request.mode() != Mode.TEST) {
            throw new IllegalStateException("the sandbox is not reachable from live mode");
        }
        var form = new HashMap<String, String>();
        form.put("key", request.key());
        form.put("mode", request.mode().wire());
        form.put("method", request.method());
        form.put("amount", Long.toString(request.amount().minor()));
        form.put("currency", request.amount().currency().name());
        form.put("actionPath", request.actionPath());
        String card = request.testCard();
        if (card != null) {
            form.put("card", card);
        }
        return form;
    }

    private Outcome outcome(ChargeRequest request, String operation, Map<String, String> form) {
        Map<String, String> answer = send(operation, form);
        String reference = answer.getOrDefault("reference", "");
        return switch (answer.getOrDefault("outcome", "")) {
            case "captured" ->
                new Outcome.Captured(
                        reference,
                        answer.getOrDefault("key", ""),
                        Mode.of(answer.getOrDefault("mode", "")),
                        money(answer),
                        money(answer, "fee"),
                        null);
            case "account" ->
                new Outcome.ActionNeeded(
                        reference,
                        new Instrument.VirtualAccount("BCA", answer.getOrDefault("number", ""), "Plugipay Sandbox"));
            case "page" -> new Outcome.ActionNeeded(reference, new Instrument.Redirect(request.actionPath()));
            case "declined" -> new Outcome.Declined(code(answer.getOrDefault("code", "")), "Refused.");
            case "voided" -> new Outcome.Voided();
            case "unheard" -> new Outcome.NotMade("unheard", "Nothing is known under this key.");
            default -> new Outcome.Unknown("no answer");
        };
    }

    private static Money money(Map<String, String> answer) {
        return money(answer, "amount");
    }

    private static Money money(Map<String, String> answer, String field) {
        return new Money(
                Long.parseLong(answer.getOrDefault(field, "")), Currency.valueOf(answer.getOrDefault("currency", "")));
    }

    private static ErrorCode code(String wire) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }

    /// Empty when nothing usable came back in time. The whole answer has to: a body that drips counts as none.
    private Map<String, String> send(String operation, Map<String, String> form) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + operation))
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString(Form.text(form)))
                .build();
        Future<HttpResponse<String>> sent = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() == 200 ? Form.read(response.body()) : Map.of();
        } catch (ExecutionException | TimeoutException e) {
            sent.cancel(true);
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
