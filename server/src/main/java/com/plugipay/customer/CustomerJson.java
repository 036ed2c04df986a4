package com.plugipay.customer;

import com.plugipay.http.Fields;
import com.plugipay.http.Install;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Customers on the wire.
final class CustomerJson {
    private static final int EMAIL_LENGTH = 320;

    private final Install install;

    CustomerJson(Install install) {
        this.install = install;
    }

    record Shown(
            String id,
            String arn,
            String accountId,
            String mode,
            @Nullable String externalId,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String taxId,
            @Nullable String defaultPaymentTokenId,
            @Nullable Map<String, String> metadata,
            Instant createdAt,
            Instant updatedAt) {}

    Shown of(Customer customer) {
        Customer.Details details = customer.details();
        return new Shown(
                customer.id().text(),
                install.arn(customer.scope().workspace(), "customer", customer.id()),
                customer.scope().workspace().text(),
                customer.scope().mode().wire(),
                details.externalId(),
                details.email(),
                details.name(),
                details.phone(),
                details.taxId(),
                null,
                details.metadata(),
                customer.createdAt(),
                customer.updatedAt());
    }

    /// The details a call asks for: what it does not name keeps its value, null clears it.
    static Customer.Details read(Fields fields, Customer.Details before) {
        String email = kept(fields, "email", before.email(), fields.text("email", 1, EMAIL_LENGTH));
        if (email != null && !isEmail(email)) {
            fields.wrong("email", "must be an e-mail address");
        }
        Map<String, String> metadata = fields.metadata("metadata");
        if (fields.parsed("defaultPaymentTokenId", "a payment token of this customer", _ -> java.util.Optional.empty())
                != null) {
            throw new IllegalStateException("tokens do not exist yet");
        }
        var details = new Customer.Details(
                kept(fields, "externalId", before.externalId(), fields.text("externalId", 1, 255)),
                email,
                kept(fields, "name", before.name(), fields.text("name", 1, 255)),
                kept(fields, "phone", before.phone(), fields.text("phone", 1, 64)),
                kept(fields, "taxId", before.taxId(), fields.text("taxId", 1, 64)),
                fields.has("metadata") ? metadata : before.metadata());
        fields.check();
        return details;
    }

    private static @Nullable String kept(Fields fields, String name, @Nullable String before, @Nullable String sent) {
        return fields.has(name) ? sent : before;
    }

    /// Something on both sides of one @, no white space: the mail server decides the rest.
    static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().noneMatch(Character::isWhitespace);
    }
}
