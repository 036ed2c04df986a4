package com.plugipay.provider.midtrans;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Midtrans' messages, field by field as far as we use them.
final class MidtransJson {
    private MidtransJson() {}

    /// What the Core API answers and notifies: all of it is about one transaction. Codes and amounts are text.
    record Transaction(
            @JsonProperty("status_code") @Nullable String statusCode,
            @JsonProperty("status_message") @Nullable String statusMessage,
            @JsonProperty("transaction_id") @Nullable String transactionId,
            @JsonProperty("order_id") @Nullable String orderId,
            @JsonProperty("merchant_id") @Nullable String merchantId,
            @JsonProperty("gross_amount") @Nullable String grossAmount,
            @Nullable String currency,
            @JsonProperty("transaction_status") @Nullable String transactionStatus,
            @JsonProperty("fraud_status") @Nullable String fraudStatus,
            @JsonProperty("expiry_time") @Nullable String expiryTime,
            @JsonProperty("signature_key") @Nullable String signatureKey,
            @JsonProperty("qr_string") @Nullable String qrString,
            @Nullable List<Action> actions,
            @JsonProperty("va_numbers") @Nullable List<VaNumber> vaNumbers,
            @JsonProperty("permata_va_number") @Nullable String permataVaNumber,
            @JsonProperty("bill_key") @Nullable String billKey,
            @JsonProperty("biller_code") @Nullable String billerCode,
            @JsonProperty("payment_code") @Nullable String paymentCode,
            @JsonProperty("redirect_url") @Nullable String redirectUrl,
            @JsonProperty("refund_chargeback_id") @Nullable String refundChargebackId,
            @JsonProperty("validation_messages") @Nullable List<String> validationMessages,
            @Nullable List<Refund> refunds) {}

    record Action(
            @Nullable String name,
            @Nullable String method,
            @Nullable String url) {}

    record VaNumber(
            @Nullable String bank,
            @JsonProperty("va_number") @Nullable String vaNumber) {}

    record Refund(
            @JsonProperty("refund_chargeback_id") @Nullable String number,
            @JsonProperty("refund_amount") @Nullable String amount,
            @JsonProperty("refund_key") @Nullable String key,
            @JsonProperty("bank_confirmed_at") @Nullable String confirmedAt) {}

    /// What Snap answers.
    record Page(
            @Nullable String token,
            @JsonProperty("redirect_url") @Nullable String redirectUrl,
            @JsonProperty("canceled_at") @Nullable String canceledAt,
            @JsonProperty("error_messages") @Nullable List<String> errorMessages) {}
}
