package com.plugipay.provider.xendit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Xendit's messages, field by field as far as we use them. The pages they were taken from stand in the golden files.
final class XenditJson {
    private XenditJson() {}

    record Problem(
            @JsonProperty("error_code") @Nullable String errorCode,
            @Nullable String message) {}

    record Balance(@Nullable BigDecimal balance) {}

    record NewAccount(
            String email,
            String type,
            @JsonProperty("public_profile") PublicProfile publicProfile) {}

    record PublicProfile(@JsonProperty("business_name") String businessName) {}

    record Account(@Nullable String id, @Nullable String status) {}

    record NewPaymentRequest(
            @JsonProperty("reference_id") String referenceId,
            String type,
            String country,
            String currency,
            @JsonProperty("request_amount") BigDecimal requestAmount,
            @JsonProperty("capture_method") String captureMethod,
            @JsonProperty("channel_code") String channelCode,
            @JsonProperty("channel_properties") NewProperties channelProperties,
            String description) {}

    /// What a channel asks for; what it does not is left out.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewProperties(
            @JsonProperty("display_name") @Nullable String displayName,
            @JsonProperty("payer_name") @Nullable String payerName,
            @JsonProperty("expires_at") @Nullable String expiresAt,
            @JsonProperty("success_return_url") @Nullable String successReturnUrl,
            @JsonProperty("failure_return_url") @Nullable String failureReturnUrl,
            @JsonProperty("cancel_return_url") @Nullable String cancelReturnUrl,
            @JsonProperty("account_mobile_number") @Nullable String accountMobileNumber) {
        static final NewProperties NONE = new NewProperties(null, null, null, null, null, null, null);
    }

    record PaymentRequest(
            @JsonProperty("payment_request_id") @Nullable String id,
            @JsonProperty("reference_id") @Nullable String referenceId,
            @JsonProperty("business_id") @Nullable String businessId,
            @Nullable String status,
            @JsonProperty("channel_properties") @Nullable Properties channelProperties,
            @Nullable List<Action> actions,
            @JsonProperty("latest_payment_id") @Nullable String latestPaymentId,
            @JsonProperty("failure_code") @Nullable String failureCode) {}

    record Properties(
            @JsonProperty("display_name") @Nullable String displayName,
            @JsonProperty("expires_at") @Nullable String expiresAt) {}

    record Action(
            @Nullable String type,
            @Nullable String descriptor,
            @Nullable String value) {}

    record Payment(
            @JsonProperty("payment_id") @Nullable String id,
            @JsonProperty("payment_request_id") @Nullable String paymentRequestId,
            @JsonProperty("reference_id") @Nullable String referenceId,
            @JsonProperty("business_id") @Nullable String businessId,
            @Nullable String currency,
            @Nullable String status,
            @Nullable List<Capture> captures,
            @JsonProperty("failure_code") @Nullable String failureCode) {}

    record Capture(
            @JsonProperty("capture_id") @Nullable String id,
            @JsonProperty("capture_amount") @Nullable BigDecimal amount) {}

    record NewSession(
            @JsonProperty("reference_id") String referenceId,
            @JsonProperty("session_type") String sessionType,
            String mode,
            BigDecimal amount,
            String currency,
            String country,
            @JsonProperty("allowed_payment_channels") List<String> allowedPaymentChannels,
            @JsonProperty("expires_at") String expiresAt,
            @JsonProperty("success_return_url") String successReturnUrl,
            @JsonProperty("cancel_return_url") String cancelReturnUrl,
            String description) {}

    record Session(
            @JsonProperty("payment_session_id") @Nullable String id,
            @JsonProperty("reference_id") @Nullable String referenceId,
            @JsonProperty("business_id") @Nullable String businessId,
            @Nullable String status,
            @JsonProperty("payment_link_url") @Nullable String paymentLinkUrl,
            @JsonProperty("expires_at") @Nullable String expiresAt,
            @JsonProperty("payment_id") @Nullable String paymentId) {}

    record NewRefund(
            @JsonProperty("reference_id") String referenceId,
            @JsonProperty("payment_id") String paymentId,
            BigDecimal amount,
            String currency,
            String reason) {}

    record Refund(
            @JsonProperty("refund_id") @Nullable String id,
            @JsonProperty("reference_id") @Nullable String referenceId,
            @JsonProperty("business_id") @Nullable String businessId,
            @Nullable String status,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @JsonProperty("failure_code") @Nullable String failureCode) {}

    record Transactions(@Nullable List<Transaction> data) {}

    /// @param productId what it is called where it was made: the payment's or the refund's own name
    record Transaction(
            @JsonProperty("product_id") @Nullable String productId,
            @JsonProperty("reference_id") @Nullable String referenceId,
            @Nullable String created) {}

    record Event(
            @Nullable String event,
            @JsonProperty("business_id") @Nullable String businessId,
            @Nullable EventData data) {}

    /// Whatever the event is about; the refund's example on the page nests it once more.
    record EventData(
            @JsonProperty("reference_id") @Nullable String referenceId,
            @JsonProperty("payment_id") @Nullable String paymentId,
            @JsonProperty("payment_request_id") @Nullable String paymentRequestId,
            @JsonProperty("payment_session_id") @Nullable String paymentSessionId,
            @JsonProperty("refund_id") @Nullable String refundId,
            @Nullable EventData data) {}
}
