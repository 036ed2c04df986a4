package com.plugipay.sandboxproviders.xendit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A payment session: Xendit's own page, on which the customer enters a card.
final class Session {
    final String id = "ps-" + Accounts.newId();
    final String business;
    final ObjectNode asked;
    final Instant created;
    final Instant expires;
    String status = "ACTIVE";

    @Nullable
    PaymentRequest request;

    Instant updated;

    Session(String business, ObjectNode asked, Instant created, Instant expires) {
        this.business = business;
        this.asked = asked;
        this.created = created;
        this.updated = created;
        this.expires = expires;
    }
}
