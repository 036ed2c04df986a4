package com.plugipay.provider;

import com.plugipay.money.Money;

/// What a provider said about one refund. A time-out is Unknown, never a refusal.
public sealed interface RefundOutcome {
    /// The money went back. Believed only when the amount is what we asked.
    ///
    /// @param reference the provider's own name for this refund
    /// @param amount what the provider says it sent back
    record Succeeded(String reference, Money amount) implements RefundOutcome {
        public boolean isNamed() {
            return Outcome.isName(reference);
        }
    }

    /// Taken on; it will be told later.
    record Pending(String reference) implements RefundOutcome {}

    /// @param code the provider's own, snake_case
    record Refused(String code, String message) implements RefundOutcome {}

    /// It had taken it on, and lists it no more. A list may be late, so once says little.
    ///
    /// @param code the provider's own, snake_case
    record Dropped(String code, String message) implements RefundOutcome {}

    /// It has none under our key, for certain: nothing was sent back and nothing will be.
    record NotFound() implements RefundOutcome {}

    /// No answer, or none that can be understood. The money may be on its way.
    record Unknown(String why) implements RefundOutcome {}
}
