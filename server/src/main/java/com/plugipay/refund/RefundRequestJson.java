package com.plugipay.refund;

import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.money.Money;
import com.plugipay.refund.Refund.Reason;
import com.plugipay.refund.Refund.Via;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a call says about a refund it wants.
final class RefundRequestJson {
    private static final String PURPOSE = "refund destination";

    private final Keys keys;

    RefundRequestJson(Keys keys) {
        this.keys = keys;
    }

    /// The account of the customer that money was sent to by hand.
    record Destination(String bankName, String accountNumber, String accountHolder) {}

    /// Money that fits nothing goes back whole, and has no words but these.
    OrderRefund.Wish readOfUnapplied(Fields fields) {
        var words = new Refund.Words(reason(fields), fields.text("reference", 0, 200), null, null);
        return new OrderRefund.Wish(null, via(fields), words);
    }

    /// Reads all but what the refund is of. The caller checks the fields.
    OrderRefund.Wish read(Fields fields, Scope scope) {
        Long amount = fields.integer("amount", 1, Money.MAX_MINOR).orElse(null);
        Via via = via(fields);
        Reason reason = reason(fields);
        String reference = fields.text("reference", 0, 200);
        Destination destination = fields.object("destination", RefundRequestJson::destination);
        var words = new Refund.Words(reason, reference, seal(scope, destination), fields.metadata("metadata"));
        return new OrderRefund.Wish(amount, via, words);
    }

    byte @Nullable [] seal(Scope scope, @Nullable Destination destination) {
        return destination == null ? null : keys.seal(PURPOSE, scope.workspace().text(), Json.text(destination));
    }

    /// The account that a refund was sent to, for those who may refund.
    @Nullable
    Destination open(Refund refund) {
        byte[] sealed = refund.words().destinationSealed();
        return sealed == null
                ? null
                : Json.stored(keys.open(PURPOSE, refund.scope().workspace().text(), sealed), Destination.class);
    }

    private static @Nullable Via via(Fields fields) {
        return fields.parsed(
                "via",
                "provider or manual",
                text -> Arrays.stream(Via.values())
                        .filter(one -> one.wire().equals(text))
                        .findFirst());
    }

    private static @Nullable Reason reason(Fields fields) {
        return fields.parsed(
                "reason",
                "requested_by_customer, duplicate, fraudulent or other",
                text -> Arrays.stream(Reason.values())
                        .filter(one -> one.wire().equals(text))
                        .findFirst());
    }

    private static Optional<Destination> destination(Fields fields) {
        String bank = fields.text("bankName", 1, 100);
        String number = fields.text("accountNumber", 1, 50);
        String holder = fields.text("accountHolder", 1, 100);
        fields.needs("bankName", "accountNumber", "accountHolder");
        return bank == null || number == null || holder == null
                ? Optional.empty()
                : Optional.of(new Destination(bank, number, holder));
    }
}
