package com.plugipay.checkout;

import com.plugipay.http.PageFrame;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;

/// What pages call a payment method: brands by their own name, everything else in the page's language.
final class MethodNames {
    private MethodNames() {}

    static String of(PageFrame frame, PaymentMethod method) {
        return switch (method.id()) {
            case "card", "bank_transfer", "static_qris", "cash", "edc_card" ->
                frame.t("checkout.method." + method.id());
            default -> method.label();
        };
    }

    /// @param id of a method; a family's or an unknown one stays as it is
    static String of(PageFrame frame, String id) {
        return MethodCatalogue.find(id).map(method -> of(frame, method)).orElse(id);
    }
}
