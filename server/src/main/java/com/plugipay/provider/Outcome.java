package com.plugipay.provider;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import org.jspecify.annotations.Nullable;

/// What a provider said. A time-out is Unknown, never a decline.
public sealed interface Outcome {
    /// The money is in.
    ///
    /// @param amount what the provider says it took: believed only when it is what we asked
    record Captured(
            String reference, Money amount, @Nullable Card card) implements Outcome {}

    /// The customer must do something first, at this URL or path of ours.
    record ActionNeeded(String reference, String url) implements Outcome {}

    /// Refused. The code is one of the 402 codes; the message is for people.
    record Declined(ErrorCode code, String message) implements Outcome {}

    /// No answer, or none that can be understood. The charge may have happened.
    record Unknown(String why) implements Outcome {}
}
