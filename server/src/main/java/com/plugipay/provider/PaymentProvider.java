package com.plugipay.provider;

import com.plugipay.scope.Mode;

/// What a payment provider must do. Called with no transaction open; never sees the database.
public interface PaymentProvider {
    /// Its name in `adapter`.
    String adapter();

    boolean supports(Mode mode, String method);

    /// Whether it knows how to send money of this method back. Whether the channel lets it is a fact about the
    /// channel and not decided here.
    boolean canRefund(String method);

    /// Charges, or makes what the customer must act on. Called again with the same key it answers the same, and
    /// never charges twice.
    Outcome charge(ChargeRequest request);

    /// What became of an action the customer was sent to.
    Outcome resume(ChargeRequest request, ActionResult result);

    /// What became of a charge. Changes nothing.
    Outcome query(ChargeRequest request);

    /// Voids what was not captured yet. Answers Captured when it came too late.
    Outcome cancel(ChargeRequest request);

    /// Sends money back. Called again with the same key it answers the same, and never refunds twice.
    RefundOutcome refund(RefundRequest request);

    /// What became of a refund. Changes nothing. NotFound is said only for certain: it is then sent under its key.
    RefundOutcome queryRefund(RefundRequest request);
}
