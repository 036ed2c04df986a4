package com.plugipay.provider;

/// What a provider said about one refund. A time-out is Unknown, never a refusal.
public sealed interface RefundOutcome {
    record Succeeded(String reference) implements RefundOutcome {}

    /// Taken on; it will be told later.
    record Pending(String reference) implements RefundOutcome {}

    /// @param code the provider's own, snake_case
    record Refused(String code, String message) implements RefundOutcome {}

    record Unknown(String why) implements RefundOutcome {}
}
