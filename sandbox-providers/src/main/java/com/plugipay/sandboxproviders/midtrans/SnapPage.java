package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Midtrans' own payment page. There is no transaction before the customer chose how to pay on it.
final class SnapPage {
    final String token = Chance.uuid();
    final String orderId;
    final JsonNode asked;
    final List<URI> notify;
    final Instant expires;

    @Nullable
    Instant canceled;

    @Nullable
    Transaction transaction;

    SnapPage(String orderId, JsonNode asked, List<URI> notify, Instant expires) {
        this.orderId = orderId;
        this.asked = asked;
        this.notify = notify;
        this.expires = expires;
    }

    ObjectNode shown() {
        return Json.object()
                .put("token", token)
                .put("order_id", orderId)
                .put("canceled_at", canceled == null ? null : canceled.toString())
                .put("transaction_id", transaction == null ? null : transaction.id);
    }
}
