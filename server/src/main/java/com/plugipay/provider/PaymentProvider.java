package com.plugipay.provider;

import com.plugipay.scope.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a payment provider must do. Called with no transaction open; never sees the database. What it needs of a
/// workspace comes with each call.
public interface PaymentProvider {
    /// Its name in `adapter`.
    String adapter();

    boolean supports(Mode mode, String method);

    /// Whether it knows how to send money of this method back. Whether the channel lets it is a fact about the
    /// channel and not decided here.
    boolean canRefund(String method);

    /// Whether what was given to connect it is accepted, by one call that changes no money.
    ///
    /// @param inboundUrl where its callbacks are to go, for a provider that wants to be told
    default CredentialCheck check(Connection connection, String inboundUrl) {
        return CredentialCheck.Accepted.PLAIN;
    }

    /// Whether a callback is the provider's. May fetch a certificate, so it is called with no transaction open.
    default CallbackCheck verify(Connection connection, Callback callback) {
        return new CallbackCheck.Refused("this provider sends none");
    }

    /// Charges, or makes what the customer must act on. Called again with the same key it answers the same, and
    /// never charges twice.
    Outcome charge(Connection connection, ChargeRequest request);

    /// What became of an action the customer was sent to.
    Outcome resume(Connection connection, ChargeRequest request, ActionResult result);

    /// What became of a charge. Changes nothing.
    Outcome query(Connection connection, ChargeRequest request);

    /// As [#query], of what still takes money: where the provider leaves it to us to take what the customer has agreed
    /// to, it is taken. Nobody else takes it, so never asked of what has ended.
    default Outcome collect(Connection connection, ChargeRequest request) {
        return query(connection, request);
    }

    /// All the money that came of a charge, the oldest first, when one was told. Changes nothing.
    default List<Outcome.Captured> all(Connection connection, ChargeRequest request, Outcome.Captured told) {
        return List.of(told);
    }

    /// Money that came under a key of ours which nobody here knows. Changes nothing. Only Captured is believed.
    ///
    /// @param reference what the provider calls it, unverified
    default Outcome find(Connection connection, String key, @Nullable String reference) {
        return new Outcome.Unknown("this provider is asked about what we know only");
    }

    /// Voids what was not captured yet. Answers Captured when it came too late.
    Outcome cancel(Connection connection, ChargeRequest request);

    /// Sends money back. Called again with the same key it answers the same, and never refunds twice.
    RefundOutcome refund(Connection connection, RefundRequest request);

    /// What became of a refund. Changes nothing. NotFound is said only for certain: it is then sent under its key.
    RefundOutcome queryRefund(Connection connection, RefundRequest request);
}
