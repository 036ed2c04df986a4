package com.plugipay.provider.manual;

import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.util.Set;

/// Nobody is called: the customer pays the merchant directly and a person says that the money came. What the
/// customer holds is made when the attempt is, so there is never anything to ask or to void.
public final class ManualProvider implements PaymentProvider {
    private static final Set<String> METHODS = Set.of("bank_transfer", "static_qris", "cash", "edc_card");

    @Override
    public String adapter() {
        return "manual";
    }

    @Override
    public boolean supports(Mode mode, String method) {
        return METHODS.contains(method);
    }

    @Override
    public boolean canRefund(String method) {
        return false;
    }

    @Override
    public Outcome charge(Connection connection, ChargeRequest request) {
        return held(request);
    }

    @Override
    public Outcome resume(Connection connection, ChargeRequest request, ActionResult result) {
        return held(request);
    }

    @Override
    public Outcome query(Connection connection, ChargeRequest request) {
        return held(request);
    }

    @Override
    public Outcome cancel(Connection connection, ChargeRequest request) {
        return new Outcome.Voided();
    }

    @Override
    public RefundOutcome refund(Connection connection, RefundRequest request) {
        return new RefundOutcome.Refused("refund_not_supported", "Money that came by hand goes back by hand.");
    }

    /// Nothing is ever sent back here.
    @Override
    public RefundOutcome queryRefund(Connection connection, RefundRequest request) {
        return new RefundOutcome.NotFound();
    }

    private static Outcome held(ChargeRequest request) {
        return new Outcome.ActionNeeded(request.key(), new Instrument.AtTheShop());
    }
}
