package com.plugipay.checkout;

import com.plugipay.checkout.CheckoutSession.LineItem;
import com.plugipay.customer.CustomerId;
import com.plugipay.http.Fields;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a client sends to create a session.
final class CheckoutRequestJson {
    private static final long DEFAULT_SECONDS = 86_400;
    private static final long MAX_SECONDS = 2_592_000;
    private static final long MIN_SECONDS = 60;

    private CheckoutRequestJson() {}

    static CreateCheckoutSession.Request read(Fields fields, Mode mode) {
        @Nullable Long amount = fields.integer("amount", 1, Money.MAX_MINOR).orElse(null);
        @Nullable Currency currency = fields.parsed("currency", "IDR or USD", Currency::parse);
        @Nullable
        List<String> methods = fields.texts("methods", 60, "payment methods that we know", MethodCatalogue::isKnown);
        @Nullable CustomerId customer = fields.parsed("customerId", "the id of a customer (cus_…)", CustomerId::parse);
        @Nullable String description = fields.lines("description", 500);
        List<LineItem> lineItems = fields.objects("lineItems", 100, CheckoutRequestJson::lineItem);
        @Nullable String successUrl = url(fields, "successUrl", "success_url", mode);
        @Nullable String cancelUrl = url(fields, "cancelUrl", "cancel_url", mode);
        long seconds = fields.integer("expiresInSec", MIN_SECONDS, MAX_SECONDS).orElse(DEFAULT_SECONDS);
        notYet(fields, "templateId", "a receipt template of this workspace");
        notYet(fields, "invoiceId", "an invoice of this workspace that is due");
        boolean savePaymentToken = fields.flag("savePaymentToken").orElse(false);
        if (savePaymentToken && customer == null) {
            fields.wrong("savePaymentToken", "needs a customerId");
        }
        @Nullable String locale = fields.parsed("locale", "id or en", CheckoutRequestJson::locale);
        @Nullable String amountAssert = fields.text("amountAssert", 0, 40);
        var metadata = fields.metadata("metadata");
        if (metadata != null && metadata.containsKey("plugipayInvoiceId")) {
            fields.wrong("metadata.plugipayInvoiceId", "must be the id of an invoice of this workspace that is due");
        }
        fields.needs("amount", "currency");
        if (metadata != null
                && description != null
                && !metadata.containsKey("description")
                && metadata.size() == Fields.METADATA_KEYS) {
            fields.wrong("metadata", "leaves no room for the description");
        }
        long amountSent = fields.required("amount", amount);
        Currency currencySent = fields.required("currency", currency);
        fields.check();
        return new CreateCheckoutSession.Request(
                new Money(amountSent, currencySent),
                methods,
                customer,
                description,
                lineItems,
                successUrl,
                cancelUrl,
                Duration.ofSeconds(seconds),
                savePaymentToken,
                locale,
                amountAssert,
                metadata);
    }

    private static Optional<LineItem> lineItem(Fields item) {
        @Nullable String name = item.text("name", 1, 255);
        Optional<Long> quantity = item.integer("quantity", 1, 100_000);
        Optional<Long> unitAmount = item.integer("unitAmount", -Money.MAX_MINOR, Money.MAX_MINOR);
        item.needs("name", "quantity", "unitAmount");
        if (name == null || quantity.isEmpty() || unitAmount.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LineItem(name, quantity.get(), unitAmount.get()));
    }

    /// Both spellings are taken; two different values are a mistake.
    private static @Nullable String url(Fields fields, String name, String alias, Mode mode) {
        String what = mode == Mode.TEST ? "an absolute http or https URL" : "an absolute https URL";
        Function<String, Optional<String>> check = text -> ReturnUrl.check(text, mode);
        @Nullable String value = fields.parsed(name, what, check);
        @Nullable String other = fields.parsed(alias, what, check);
        if (value != null && other != null && !Objects.equals(value, other)) {
            fields.wrong(name, "and " + alias + " differ");
        }
        return value == null ? other : value;
    }

    /// Templates and invoices do not exist in this version, so no id of one can be right.
    private static void notYet(Fields fields, String name, String what) {
        if (fields.has(name) && !fields.isNull(name)) {
            fields.wrong(name, "must be the id of " + what);
        }
    }

    static Optional<String> locale(String text) {
        return text.equals("id") || text.equals("en") ? Optional.of(text) : Optional.empty();
    }
}
