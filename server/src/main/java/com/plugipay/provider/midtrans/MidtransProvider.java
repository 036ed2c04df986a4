package com.plugipay.provider.midtrans;

import com.plugipay.money.Currency;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.provider.WebLink;
import com.plugipay.provider.midtrans.MidtransClient.Answer;
import com.plugipay.provider.midtrans.MidtransClient.PageAnswer;
import com.plugipay.scope.Mode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Midtrans. The order id is ours, so whatever an answer leaves open can be asked for by it.
public final class MidtransProvider implements PaymentProvider {
    /// Described by Midtrans with the transaction's own id only.
    private static final Set<String> ASKED_BY_TRANSACTION = Set.of("dana", "va_bsi");
    /// No attempt has this name.
    private static final String NO_ORDER = "plugipay-credential-check";

    private final MidtransClient client;
    private final MidtransRefunds refunds;
    private final InstantSource time;

    MidtransProvider(MidtransClient client, InstantSource time) {
        this.client = client;
        this.refunds = new MidtransRefunds(client);
        this.time = time;
    }

    @Override
    public String adapter() {
        return "midtrans";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.LIVE && MidtransChannel.methods().contains(method);
    }

    @Override
    public boolean canRefund(String method) {
        return MidtransChannel.methods().contains(method)
                && MidtransChannel.of(method).refunds();
    }

    @Override
    public CredentialCheck check(Connection connection, String inboundUrl) {
        return switch (client.get(connection, path(NO_ORDER) + "/status")) {
            case Answer.NotSent(String why) -> new CredentialCheck.Failed(Problem.UNREACHABLE, why);
            case Answer.Unclear(Problem problem, String why) -> new CredentialCheck.Failed(problem, why);
            case Answer.Said said ->
                switch (said.code()) {
                    case 404 -> CredentialCheck.Accepted.PLAIN;
                    case 401 -> new CredentialCheck.Failed(wrongKey(connection), said.message());
                    case 403 -> new CredentialCheck.Failed(Problem.NOT_ALLOWED, said.message());
                    default ->
                        new CredentialCheck.Failed(
                                Problem.UNEXPECTED_ANSWER, "code " + said.code() + ": " + said.message());
                };
        };
    }

    private static Problem wrongKey(Connection connection) {
        boolean ofTheSandbox = connection.required("serverKey").startsWith("SB-");
        return ofTheSandbox && !MidtransClient.isSandbox(connection)
                ? Problem.TEST_CREDENTIAL
                : Problem.INVALID_CREDENTIAL;
    }

    @Override
    public CallbackCheck verify(Connection connection, Callback callback) {
        return MidtransSignature.check(connection.required("serverKey"), callback);
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        if (!supports(request.mode(), request.method())) {
            throw new IllegalStateException("Midtrans does not take " + request.method() + " in "
                    + request.mode().wire() + " mode");
        }
        if (request.amount().currency() != Currency.IDR) {
            return new Outcome.NotMade("currency_not_supported", "Midtrans takes rupiah only.");
        }
        if (request.method().equals("ovo") && request.occasion().phone() == null) {
            return new Outcome.NotMade("phone_missing", "OVO asks on the customer's phone, whose number is not known.");
        }
        return request.method().equals(MidtransChannel.CARD) ? page(connection, request) : core(connection, request);
    }

    private Outcome core(Connection connection, ChargeRequest request) {
        Answer answer =
                client.post(connection, "/v2/charge", request.key(), MidtransBody.charge(request, time.instant()));
        return switch (answer) {
            case Answer.NotSent(String why) -> Outcome.NotMade.unreached(why);
            case Answer.Unclear _ -> mayHaveBeenMade(connection, request);
            case Answer.Said said ->
                switch (said.code()) {
                    case 200, 201 -> MidtransWords.outcome(connection, request, said.body());
                    case 202 -> MidtransWords.declined();
                    // The order is there already: of an earlier call of ours.
                    case 406 -> mayHaveBeenMade(connection, request);
                    case 400, 401, 402, 403, 404, 405, 410, 411, 413, 429 ->
                        new Outcome.NotMade("midtrans_" + said.code(), said.message());
                    default -> mayHaveBeenMade(connection, request);
                };
        };
    }

    private Outcome page(Connection connection, ChargeRequest request) {
        PageAnswer answer =
                client.postPage(connection, "/snap/v1/transactions", MidtransBody.page(request, time.instant()));
        return switch (answer) {
            case PageAnswer.NotSent(String why) -> Outcome.NotMade.unreached(why);
            case PageAnswer.Unclear _ -> mayHaveBeenMade(connection, request);
            case PageAnswer.Said(int status, MidtransJson.Page body)
            when status == 201 || status == 200 -> {
                String token = body.token();
                String url = WebLink.usable(body.redirectUrl());
                yield token == null || url == null
                        ? new Outcome.Unknown("a page without its address")
                        : new Outcome.ActionNeeded(token, new Instrument.Redirect(url));
            }
            // It may be that the order is there already.
            case PageAnswer.Said said when said.message().contains("order_id") -> mayHaveBeenMade(connection, request);
            case PageAnswer.Said said -> new Outcome.NotMade("midtrans_" + said.status(), said.message());
        };
    }

    /// Never a no: what we sent may be on its way still.
    private Outcome mayHaveBeenMade(Connection connection, ChargeRequest request) {
        Outcome now = look(connection, request);
        return now instanceof Outcome.NotMade ? new Outcome.Unknown("not known there yet") : now;
    }

    /// Where the customer comes back from says nothing: Midtrans is asked.
    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        return look(connection, request);
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return look(connection, request);
    }

    /// Asked by the order, which is our key: whatever way it was paid.
    @Override
    public Outcome find(Connection connection, String key, @Nullable String reference) {
        return look(connection, ChargeRequest.named(key, null, "qris", Currency.IDR));
    }

    private Outcome look(Connection connection, ChargeRequest request) {
        return seen(connection, request, status(connection, request));
    }

    private Answer status(Connection connection, ChargeRequest request) {
        String reference = request.reference();
        String id = reference != null && ASKED_BY_TRANSACTION.contains(request.method()) ? reference : request.key();
        return client.get(connection, path(id) + "/status");
    }

    private static Outcome seen(Connection connection, ChargeRequest request, Answer answer) {
        return switch (answer) {
            case Answer.NotSent(String why) -> new Outcome.Unknown(why);
            case Answer.Unclear(Problem _, String why) -> new Outcome.Unknown(why);
            case Answer.Said said
            when said.code() == 404 ->
                heldPage(request) == null
                        ? new Outcome.NotMade("midtrans_404", said.message())
                        : new Outcome.Unknown("nobody has paid on the page yet");
            case Answer.Said(int _, MidtransJson.Transaction body)
            when body.transactionStatus() != null -> MidtransWords.outcome(connection, request, body);
            case Answer.Said said -> new Outcome.Unknown("code " + said.code());
        };
    }

    /// Asks first: of a card, a cancel would also take back what was captured.
    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        Answer answer = status(connection, request);
        String page = heldPage(request);
        if (answer instanceof Answer.Said said && said.code() == 404 && page != null) {
            return closed(connection, page);
        }
        boolean open = answer instanceof Answer.Said(int _, MidtransJson.Transaction body)
                && body.transactionId() != null
                && request.key().equals(body.orderId())
                && MidtransWords.canBeCanceled(body);
        if (!open) {
            return seen(connection, request, answer);
        }
        String path = path(String.valueOf(((Answer.Said) answer).body().transactionId()));
        if (ended(client.post(connection, path + "/cancel", null, Map.of()), "cancel")
                || ended(client.post(connection, path + "/expire", null, Map.of()), "expire")) {
            return new Outcome.Voided();
        }
        return look(connection, request);
    }

    private static boolean ended(Answer answer, String status) {
        return answer instanceof Answer.Said(int code, MidtransJson.Transaction body)
                && (code == 200 || code == 407)
                && status.equals(body.transactionStatus());
    }

    private Outcome closed(Connection connection, String token) {
        PageAnswer answer = client.postPage(connection, "/snap/v1/transactions/" + token + "/cancel", Map.of());
        return answer instanceof PageAnswer.Said(int status, MidtransJson.Page body)
                        && status == 200
                        && body.canceledAt() != null
                ? new Outcome.Voided()
                : new Outcome.Unknown("the page could not be closed");
    }

    /// The token of the page that the customer holds, while nothing was paid on it.
    private static @Nullable String heldPage(ChargeRequest request) {
        String reference = request.reference();
        return request.method().equals(MidtransChannel.CARD)
                        && reference != null
                        && reference.matches("[A-Za-z0-9-]{1,64}")
                ? reference
                : null;
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return refunds.send(connection, request);
    }

    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return refunds.find(connection, request);
    }

    static String path(String id) {
        if (!id.matches("[A-Za-z0-9_.~-]{1,64}")) {
            throw new IllegalArgumentException("not a name of Midtrans");
        }
        return "/v2/" + id;
    }
}
