package com.plugipay.provider.xendit;

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
import com.plugipay.provider.xendit.XenditClient.Answer;
import com.plugipay.provider.xendit.XenditClient.Caller;
import com.plugipay.scope.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Xendit by its Payments API v3. The same client serves the merchant's own account (`xendit`) and one below the
/// operator's (`xenplatform`), which differ in whose key is used and for whom.
///
/// Our id is the reference and the idempotency key of everything we make. Xendit finds no request by our reference, so
/// what has no name of Xendit's yet is asked for by making it again under the same key: the customer does not hold it,
/// so a second one beside it would be paid by nobody. A push rings a phone and is never repeated by asking, and a
/// refund is never sent again: how long Xendit keeps a key is on no public page.
final class XenditProvider implements PaymentProvider {
    private static final String REQUESTS = "/v3/payment_requests";
    private static final String PAYMENTS = "/v3/payments";
    private static final String SESSIONS = "/sessions";
    private static final String REFUNDS = "/v3/refunds";
    private static final String TEST_KEY = "xnd_development_";
    private static final String NAME = "[A-Za-z0-9_-]{1,100}";
    private static final String PLATFORM = "xenplatform";
    private static final String SUB_ACCOUNT = "subAccountId";

    private final String adapter;
    private final XenditClient client;
    private final XenditTransactions transactions;
    private final boolean allowTestKeys;

    XenditProvider(String adapter, XenditClient client, boolean allowTestKeys) {
        this.adapter = adapter;
        this.client = client;
        this.transactions = new XenditTransactions(client);
        this.allowTestKeys = allowTestKeys;
    }

    @Override
    public String adapter() {
        return adapter;
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return mode == Mode.LIVE && XenditChannel.ofMethod(method).isPresent();
    }

    @Override
    public boolean canRefund(String method) {
        return XenditChannel.ofMethod(method).filter(XenditChannel::refunds).isPresent();
    }

    @Override
    public CredentialCheck check(Connection connection, String inboundUrl) {
        if (!allowTestKeys && connection.required("secretKey").startsWith(TEST_KEY)) {
            return new CredentialCheck.Failed(Problem.TEST_CREDENTIAL, "the key begins with " + TEST_KEY);
        }
        return switch (client.get(caller(connection), "/balance")) {
            case Answer.Good good -> {
                XenditJson.Balance told = good.as(XenditJson.Balance.class);
                yield told == null || told.balance() == null
                        ? new CredentialCheck.Failed(Problem.UNEXPECTED_ANSWER, "no balance in the answer")
                        : CredentialCheck.Accepted.PLAIN;
            }
            case Answer.Refused(int status, String code, String message) ->
                new CredentialCheck.Failed(
                        switch (status) {
                            case 401 -> Problem.INVALID_CREDENTIAL;
                            case 403 -> Problem.NOT_ALLOWED;
                            default -> Problem.UNEXPECTED_ANSWER;
                        },
                        code + ": " + message);
            case Answer.NotSent(String why) -> new CredentialCheck.Failed(Problem.UNREACHABLE, why);
            case Answer.Unclear(int status, String why) ->
                new CredentialCheck.Failed(
                        status == 0
                                ? Problem.NO_ANSWER
                                : status >= 500 ? Problem.PROVIDER_FAILED : Problem.UNEXPECTED_ANSWER,
                        why);
        };
    }

    @Override
    public CallbackCheck verify(Connection connection, Callback callback) {
        return XenditCallbacks.verify(connection, callback);
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return make(connection, request);
    }

    private Outcome make(Connection connection, ChargeRequest request) {
        XenditChannel channel = channel(request.mode(), request.method());
        if (isBelow(connection) && connection.optional(SUB_ACCOUNT) == null) {
            return new Outcome.NotMade("account_missing", "The account below the operator's is not known.");
        }
        if (channel.kind() == XenditChannel.Kind.PUSH && XenditRequests.phone(request.occasion()) == null) {
            return new Outcome.NotMade("phone_missing", "This channel needs the customer's phone number.");
        }
        if (channel.kind() == XenditChannel.Kind.CARD_PAGE) {
            return made(
                    client.post(caller(connection), SESSIONS, request.key(), XenditRequests.cardPage(request)),
                    good -> session(connection, request, good));
        }
        return made(
                client.post(
                        caller(connection), REQUESTS, request.key(), XenditRequests.paymentRequest(channel, request)),
                good -> paymentRequest(channel, connection, request, good));
    }

    /// What became of it is at Xendit, whatever the browser says.
    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        return ask(connection, request);
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return ask(connection, request);
    }

    /// A request tells its latest payment only; an account number can be paid into again.
    @Override
    public List<Outcome.Captured> all(Connection connection, ChargeRequest request, Outcome.Captured told) {
        XenditChannel channel = channel(request.mode(), request.method());
        if (!channel.canBePaidAgain()) {
            return List.of(told);
        }
        var all = new ArrayList<Outcome.Captured>();
        for (String name : transactions.named(caller(connection), XenditTransactions.Type.PAYMENT, request.key())) {
            Outcome one = name.equals(told.reference())
                    ? told
                    : fetch(channel, connection, request.key(), name, request.key());
            if (one instanceof Outcome.Captured captured) {
                all.add(captured);
            }
        }
        if (!all.contains(told)) {
            all.add(told);
        }
        return List.copyOf(all);
    }

    private Outcome ask(Connection connection, ChargeRequest request) {
        XenditChannel channel = channel(request.mode(), request.method());
        String reference = name(request.reference());
        if (reference == null) {
            return channel.kind() == XenditChannel.Kind.PUSH
                    ? new Outcome.Unknown("Xendit has told no name to ask by")
                    : make(connection, request);
        }
        return look(channel, connection, request, reference);
    }

    @Override
    public Outcome find(Connection connection, String key, @Nullable String reference) {
        String name = name(reference);
        return name == null
                ? new Outcome.Unknown("Xendit has told no name to ask by")
                : look(
                        channel(Mode.LIVE, "qris"),
                        connection,
                        ChargeRequest.named(key, name, "qris", Currency.IDR),
                        name);
    }

    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        XenditChannel channel = channel(request.mode(), request.method());
        String reference = name(request.reference());
        if (reference == null) {
            return channel.kind() == XenditChannel.Kind.PUSH
                    ? new Outcome.Unknown("Xendit has told no name to cancel by")
                    : new Outcome.Voided();
        }
        String path = (reference.startsWith("ps-") ? SESSIONS : REQUESTS) + "/" + reference + "/cancel";
        return switch (client.post(caller(connection), path, null, new Nothing())) {
            case Answer.Good good ->
                reference.startsWith("ps-")
                        ? session(connection, request, good)
                        : paymentRequest(channel, connection, request, good);
            // Over already, one way or the other: which, is asked.
            case Answer.Refused _ -> look(channel, connection, request, reference);
            case Answer.NotSent(String why) -> new Outcome.Unknown(why);
            case Answer.Unclear(int _, String why) -> new Outcome.Unknown(why);
        };
    }

    private record Nothing() {}

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        channel(request.mode(), request.method());
        return switch (client.post(caller(connection), REFUNDS, request.key(), XenditRequests.refund(request))) {
            case Answer.Good good -> sentBack(connection, request, good);
            // There is one of this name: it is not refused but there.
            case Answer.Refused(int status, String _, String message)
            when status == 409 -> new RefundOutcome.Unknown(message);
            case Answer.Refused(int _, String code, String message) -> new RefundOutcome.Refused(code, message);
            case Answer.NotSent(String why) -> new RefundOutcome.Refused("unreachable", why);
            case Answer.Unclear(int _, String why) -> new RefundOutcome.Unknown(why);
        };
    }

    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        channel(request.mode(), request.method());
        String reference = name(request.reference());
        if (reference != null) {
            return refundNamed(connection, request, reference);
        }
        RefundOutcome told = new RefundOutcome.Unknown("Xendit has told no name to ask by");
        for (String name : transactions.named(caller(connection), XenditTransactions.Type.REFUND, request.key())) {
            told = refundNamed(connection, request, name);
            if (!(told instanceof RefundOutcome.Unknown)) {
                break;
            }
        }
        return told;
    }

    private RefundOutcome refundNamed(Connection connection, RefundRequest request, String name) {
        return switch (client.get(caller(connection), REFUNDS + "/" + name)) {
            case Answer.Good good -> sentBack(connection, request, good);
            case Answer.Refused(int _, String code, String _) -> new RefundOutcome.Unknown(code);
            case Answer.NotSent(String why) -> new RefundOutcome.Unknown(why);
            case Answer.Unclear(int _, String why) -> new RefundOutcome.Unknown(why);
        };
    }

    /// Of something that was to be made, a refusal is certain unless it says that the thing is there.
    private static Outcome made(Answer answer, Function<Answer.Good, Outcome> read) {
        return switch (answer) {
            case Answer.Good good -> read.apply(good);
            case Answer.Refused(int status, String code, String message) ->
                status == 409 ? new Outcome.Unknown(code) : new Outcome.NotMade(code, message);
            case Answer.NotSent(String why) -> Outcome.NotMade.unreached(why);
            case Answer.Unclear(int _, String why) -> new Outcome.Unknown(why);
        };
    }

    private Outcome look(XenditChannel channel, Connection connection, ChargeRequest request, String reference) {
        String path = reference.startsWith("ps-") ? SESSIONS : reference.startsWith("py-") ? PAYMENTS : REQUESTS;
        return asked(client.get(caller(connection), path + "/" + reference), good -> switch (path) {
            case SESSIONS -> session(connection, request, good);
            case PAYMENTS -> payment(channel, connection, request.key(), request.key(), good);
            default -> paymentRequest(channel, connection, request, good);
        });
    }

    /// Of something that was asked about, only `404` says that nothing is there.
    private static Outcome asked(Answer answer, Function<Answer.Good, Outcome> read) {
        return switch (answer) {
            case Answer.Good good -> read.apply(good);
            case Answer.Refused(int status, String code, String message) ->
                status == 404 ? new Outcome.NotMade(code, message) : new Outcome.Unknown(code);
            case Answer.NotSent(String why) -> new Outcome.Unknown(why);
            case Answer.Unclear(int _, String why) -> new Outcome.Unknown(why);
        };
    }

    private Outcome paymentRequest(
            XenditChannel channel, Connection connection, ChargeRequest request, Answer.Good good) {
        XenditJson.PaymentRequest told = good.as(XenditJson.PaymentRequest.class);
        if (told == null || !request.key().equals(told.referenceId()) || !isOurs(connection, told.businessId())) {
            return XenditAnswers.unknown("an answer about another payment");
        }
        return "SUCCEEDED".equals(told.status())
                ? fetch(channel, connection, request.key(), told.latestPaymentId(), request.key())
                : XenditAnswers.waiting(channel, request, told);
    }

    private Outcome session(Connection connection, ChargeRequest request, Answer.Good good) {
        XenditJson.Session told = good.as(XenditJson.Session.class);
        if (told == null || !request.key().equals(told.referenceId()) || !isOurs(connection, told.businessId())) {
            return XenditAnswers.unknown("an answer about another session");
        }
        // Which reference a payment made on the page carries is on no public page: the session vouches for it.
        return "COMPLETED".equals(told.status())
                ? fetch(XenditChannel.CARDS, connection, request.key(), told.paymentId(), null)
                : XenditAnswers.page(told);
    }

    private Outcome fetch(
            XenditChannel channel,
            Connection connection,
            String key,
            @Nullable String payment,
            @Nullable String expectedReference) {
        String id = name(payment);
        return id == null
                ? XenditAnswers.unknown("paid, without the payment's name")
                : asked(
                        client.get(caller(connection), PAYMENTS + "/" + id),
                        good -> payment(channel, connection, key, expectedReference, good));
    }

    private static Outcome payment(
            XenditChannel channel,
            Connection connection,
            String key,
            @Nullable String expectedReference,
            Answer.Good good) {
        XenditJson.Payment told = good.as(XenditJson.Payment.class);
        boolean ours = told != null
                && isOurs(connection, told.businessId())
                && (expectedReference == null || expectedReference.equals(told.referenceId()));
        return told == null || !ours
                ? XenditAnswers.unknown("an answer about other money")
                : XenditAnswers.money(channel, connection, key, told);
    }

    private static RefundOutcome sentBack(Connection connection, RefundRequest request, Answer.Good good) {
        XenditJson.Refund told = good.as(XenditJson.Refund.class);
        return told == null || !isOurs(connection, told.businessId())
                ? new RefundOutcome.Unknown("an answer about another refund")
                : XenditAnswers.refund(request, told);
    }

    private XenditChannel channel(Mode mode, String method) {
        if (mode != Mode.LIVE) {
            throw new IllegalStateException("nobody outside is called in test mode");
        }
        return XenditChannel.ofMethod(method)
                .orElseThrow(() -> new IllegalStateException(method + " is no channel of Xendit"));
    }

    /// A tenant's charge is never made in the platform's own account.
    private static Caller caller(Connection connection) {
        return new Caller(
                connection.required("secretKey"), isBelow(connection) ? connection.required(SUB_ACCOUNT) : null);
    }

    private static boolean isBelow(Connection connection) {
        return connection.adapter().equals(PLATFORM);
    }

    /// A key sees its own account only; a platform's key sees many.
    static boolean isOurs(Connection connection, @Nullable String business) {
        return !isBelow(connection) || connection.required(SUB_ACCOUNT).equals(business);
    }

    /// It becomes part of an address.
    private static @Nullable String name(@Nullable String reference) {
        return reference != null && isName(reference) ? reference : null;
    }

    static boolean isName(String reference) {
        return reference.matches(NAME);
    }
}
