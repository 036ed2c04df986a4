package com.plugipay.payment;

import com.plugipay.http.PageFrame;
import com.plugipay.method.CardBrands;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.provider.Card;

/// What pages call a payment method: brands by their own name, everything else in the page's language.
public final class MethodNames {
    private MethodNames() {}

    public static String of(PageFrame frame, PaymentMethod method) {
        return switch (method.id()) {
            case "card", "bank_transfer", "static_qris", "cash", "edc_card" ->
                frame.t("checkout.method." + method.id());
            default -> method.label();
        };
    }

    /// How a payment was made: `Visa •••• 4242`, `BCA Virtual Account`.
    public static String paidWith(PageFrame frame, Payment payment) {
        Card card = payment.card();
        String channel = payment.channel();
        return card != null ? of(card) : of(frame, channel == null ? payment.method() : channel);
    }

    /// @param id of a method; a family's or an unknown one stays as it is
    public static String of(PageFrame frame, String id) {
        return MethodCatalogue.find(id).map(method -> of(frame, method)).orElse(id);
    }

    /// `Visa •••• 4242`.
    public static String of(Card card) {
        return CardBrands.label(card.brand()) + " •••• " + card.last4();
    }
}
