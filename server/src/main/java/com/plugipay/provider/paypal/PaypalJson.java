package com.plugipay.provider.paypal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PayPal's messages, field by field as far as we use them.
final class PaypalJson {
    private PaypalJson() {}

    record Amount(
            @JsonProperty("currency_code") @Nullable String currency,
            @Nullable String value) {}

    record Token(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("expires_in") @Nullable Long expiresInSeconds) {
        @Override
        public String toString() {
            return "Token[" + expiresInSeconds + " s]";
        }
    }

    /// A refusal, in either of PayPal's two forms.
    record Problem(
            @Nullable String name,
            @Nullable String message,
            @Nullable String error,
            @JsonProperty("error_description") @Nullable String errorDescription,
            @Nullable List<Detail> details) {}

    record Detail(@Nullable String issue, @Nullable String description) {}

    record Link(@Nullable String href, @Nullable String rel) {}

    record Order(
            @Nullable String id,
            @Nullable String status,
            @JsonProperty("purchase_units") @Nullable List<Unit> units,
            @Nullable List<Link> links) {}

    record Unit(
            @JsonProperty("custom_id") @Nullable String customId,
            @JsonProperty("invoice_id") @Nullable String invoiceId,
            @Nullable Payments payments) {}

    record Payments(
            @Nullable List<Capture> captures, @Nullable List<Refund> refunds) {}

    record Capture(
            @Nullable String id,
            @Nullable String status,
            @JsonProperty("status_details") @Nullable Reason reason,
            @Nullable Amount amount,
            @JsonProperty("custom_id") @Nullable String customId,

            @JsonProperty("seller_receivable_breakdown") @Nullable
            Breakdown breakdown,

            @JsonProperty("supplementary_data") @Nullable Supplementary supplementary) {}

    record Reason(@Nullable String reason) {}

    record Breakdown(@JsonProperty("paypal_fee") @Nullable Amount fee) {}

    record Supplementary(
            @JsonProperty("related_ids") @Nullable RelatedIds relatedIds) {}

    record RelatedIds(@JsonProperty("order_id") @Nullable String orderId) {}

    record Refund(
            @Nullable String id,
            @Nullable String status,
            @Nullable Amount amount,
            @JsonProperty("custom_id") @Nullable String customId,
            @JsonProperty("invoice_id") @Nullable String invoiceId) {}

    /// Something that happened, as a webhook tells it.
    record Event(
            @Nullable String id,
            @JsonProperty("event_type") @Nullable String type,
            @Nullable Resource resource) {}

    /// An order, a capture or a refund.
    record Resource(
            @Nullable String id,
            @JsonProperty("custom_id") @Nullable String customId,
            @JsonProperty("invoice_id") @Nullable String invoiceId,
            @JsonProperty("purchase_units") @Nullable List<Unit> units) {}

    record Webhook(@Nullable String id, @Nullable String url) {}

    record Webhooks(@Nullable List<Webhook> webhooks) {}
}
