package com.plugipay.provider.paypal;

import com.plugipay.money.Currency;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.provider.paypal.PaypalClient.Answer;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// PayPal. The customer approves an order there, and only we take the money of an approved one: an order that we do
/// not capture never costs anybody anything.
public final class PaypalProvider implements PaymentProvider {
    private static final String ORDERS = "/v2/checkout/orders";
    private static final Set<Integer> CERTAIN = Set.of(400, 401, 403, 404, 422, 429);

    private final PaypalClient client;
    private final PaypalSignature signature;
    private final PaypalRefunds refunds;

    PaypalProvider(PaypalClient client, PaypalSignature signature) {
        this.client = client;
        this.signature = signature;
        this.refunds = new PaypalRefunds(client);
    }

    @Override
    public String adapter() {
        return "paypal";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.LIVE && method.equals("paypal");
    }

    @Override
    public boolean canRefund(String method) {
        return method.equals("paypal");
    }

    /// The credential, and where there is no webhook yet, one of ours: without it money is found by asking only.
    @Override
    public CredentialCheck check(Connection connection, String inboundUrl) {
        return switch (client.credential(connection)) {
            case Answer.Good _ -> webhook(connection, inboundUrl);
            case Answer.Refused(int status, String issue, String message) ->
                new CredentialCheck.Failed(
                        status == 401 ? Problem.INVALID_CREDENTIAL : Problem.NOT_ALLOWED, issue + ": " + message);
            case Answer.NotSent(String why) -> new CredentialCheck.Failed(Problem.UNREACHABLE, why);
            case Answer.Unclear(Problem problem, String why) -> new CredentialCheck.Failed(problem, why);
        };
    }

    private CredentialCheck webhook(Connection connection, String inboundUrl) {
        String known = connection.optional("webhookId");
        if (known != null || inboundUrl.isBlank()) {
            return CredentialCheck.Accepted.PLAIN;
        }
        Answer made = client.post(connection, "/v1/notifications/webhooks", null, PaypalBody.webhook(inboundUrl));
        PaypalJson.Webhook webhook =
                made instanceof Answer.Good good ? good.as(PaypalJson.Webhook.class) : earlier(connection, inboundUrl);
        String id = webhook == null ? null : webhook.id();
        return id == null || !PaypalWords.isId(id)
                ? CredentialCheck.Accepted.PLAIN
                : new CredentialCheck.Accepted(Map.of("webhookId", id));
    }

    /// The same address is registered once only.
    private PaypalJson.@Nullable Webhook earlier(Connection connection, String inboundUrl) {
        PaypalJson.Webhooks all = client.get(connection, "/v1/notifications/webhooks") instanceof Answer.Good good
                ? good.as(PaypalJson.Webhooks.class)
                : null;
        List<PaypalJson.Webhook> webhooks = all == null || all.webhooks() == null ? List.of() : all.webhooks();
        return webhooks.stream()
                .filter(one -> inboundUrl.equals(one.url()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public CallbackCheck verify(Connection connection, Callback callback) {
        return signature.check(connection.optional("webhookId"), callback);
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        if (!supports(request.mode(), request.method())) {
            throw new IllegalStateException("PayPal does not take " + request.method() + " in "
                    + request.mode().wire() + " mode");
        }
        if (request.amount().currency() != Currency.USD) {
            return new Outcome.NotMade("currency_not_supported", "PayPal takes dollars only.");
        }
        return switch (client.post(connection, ORDERS, request.key(), PaypalBody.order(request))) {
            case Answer.NotSent(String why) -> Outcome.NotMade.unreached(why);
            case Answer.Unclear(Problem _, String why) -> new Outcome.Unknown(why);
            case Answer.Refused(int status, String issue, String message) ->
                CERTAIN.contains(status) ? new Outcome.NotMade(issue, message) : new Outcome.Unknown(issue);
            // Told again, an order may have come further than it was.
            case Answer.Good good -> collected(connection, request, good.as(PaypalJson.Order.class));
        };
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        return switch (result) {
            case PASSED -> taken(connection, request);
            case FAILED -> given(connection, request);
        };
    }

    /// The customer came back without having agreed. Nobody captures it from now on.
    private Outcome given(Connection connection, ChargeRequest request) {
        Answer answer = look(connection, request);
        PaypalJson.Order order = order(answer);
        return PaypalWords.isWaiting(order) || PaypalWords.isApproved(order)
                ? PaypalWords.declined()
                : seen(request, answer);
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return seen(request, look(connection, request));
    }

    /// Only what we capture becomes money, so it has a name as a capture.
    @Override
    public Outcome find(Connection connection, String key, @Nullable String reference) {
        if (reference == null || !PaypalWords.isId(reference)) {
            return new Outcome.Unknown("PayPal has told no name to ask by");
        }
        PaypalJson.Capture capture =
                client.get(connection, "/v2/payments/captures/" + reference) instanceof Answer.Good good
                        ? good.as(PaypalJson.Capture.class)
                        : null;
        return capture == null || !key.equals(capture.customId())
                ? new Outcome.Unknown("no capture of this name and key")
                : PaypalWords.captured(ChargeRequest.named(key, reference, "paypal", Currency.USD), capture);
    }

    @Override
    public Outcome collect(Connection connection, ChargeRequest request) {
        return taken(connection, request);
    }

    private Outcome taken(Connection connection, ChargeRequest request) {
        Answer answer = look(connection, request);
        return answer instanceof Answer.Good good
                ? collected(connection, request, good.as(PaypalJson.Order.class))
                : seen(request, answer);
    }

    private Outcome collected(Connection connection, ChargeRequest request, PaypalJson.@Nullable Order order) {
        Outcome seen = PaypalWords.outcome(request, order);
        String id = order == null ? null : order.id();
        boolean ready = seen instanceof Outcome.Unknown && isOurs(request, order) && PaypalWords.isApproved(order);
        return id != null && PaypalWords.isId(id) && ready ? captured(connection, request, id) : seen;
    }

    private static boolean isOurs(ChargeRequest request, PaypalJson.@Nullable Order order) {
        PaypalJson.Unit unit = order == null ? null : PaypalWords.unit(order);
        return unit != null && request.key().equals(unit.customId());
    }

    private Outcome captured(Connection connection, ChargeRequest request, String id) {
        Answer answer = client.post(connection, ORDERS + "/" + id + "/capture", request.key() + "-capture", Map.of());
        return switch (answer) {
            case Answer.Good good -> PaypalWords.outcome(request, good.as(PaypalJson.Order.class));
            case Answer.Refused(int status, String issue, String _)
            when status == 422 && issue.equals("instrument_declined") -> PaypalWords.declined();
            // Somebody of us was faster.
            case Answer.Refused(int status, String issue, String _)
            when status == 422 && issue.equals("order_already_captured") ->
                seen(request, client.get(connection, ORDERS + "/" + id));
            case Answer.Refused refused -> new Outcome.Unknown(refused.issue());
            case Answer.NotSent(String why) -> new Outcome.Unknown(why);
            case Answer.Unclear(Problem _, String why) -> new Outcome.Unknown(why);
        };
    }

    /// There is no cancel: what was not approved is forgotten by PayPal, and what was is not captured by us. Of an
    /// approved one a capture may be on its way, so it is looked at until it is gone.
    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        Answer answer = look(connection, request);
        Outcome seen = seen(request, answer);
        return seen instanceof Outcome.ActionNeeded && PaypalWords.isWaiting(order(answer))
                ? new Outcome.Voided()
                : seen;
    }

    private Answer look(Connection connection, ChargeRequest request) {
        String order = request.reference();
        return order == null || !PaypalWords.isId(order)
                ? new Answer.Refused(404, "order_unknown", "No order was told to us.")
                : client.get(connection, ORDERS + "/" + order);
    }

    /// An order that we never heard of, or PayPal has forgotten, nobody can approve through us.
    private static Outcome seen(ChargeRequest request, Answer answer) {
        return switch (answer) {
            case Answer.Good good -> PaypalWords.outcome(request, good.as(PaypalJson.Order.class));
            case Answer.NotSent(String why) -> new Outcome.Unknown(why);
            case Answer.Unclear(Problem _, String why) -> new Outcome.Unknown(why);
            case Answer.Refused(int status, String issue, String message)
            when status == 404 -> new Outcome.NotMade(issue, message);
            case Answer.Refused refused -> new Outcome.Unknown(refused.issue());
        };
    }

    private static PaypalJson.@Nullable Order order(Answer answer) {
        return answer instanceof Answer.Good good ? good.as(PaypalJson.Order.class) : null;
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return refunds.send(connection, request);
    }

    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return refunds.find(connection, request);
    }
}
