package com.plugipay.provider;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a provider said about one charge. A time-out is Unknown, never a decline.
public sealed interface Outcome {
    /// The money is in. Believed only when key, mode and amount are what we asked.
    ///
    /// @param reference the provider's own name for this money: two references are two moneys
    /// @param key our key as the provider repeats it
    /// @param amount what the provider says it took
    /// @param fee what the provider kept of it, when it says so
    record Captured(
            String reference,
            String key,
            Mode mode,
            Money amount,
            @Nullable Money fee,
            @Nullable Card card) implements Outcome {
        public Captured withoutFee() {
            return new Captured(reference, key, mode, amount, null, card);
        }
    }

    /// The customer must do something first.
    ///
    /// @param expiresAt until when the provider lets them; null when it is as we had asked
    record ActionNeeded(
            String reference,
            Instrument instrument,
            @Nullable Instant expiresAt) implements Outcome {
        public ActionNeeded(String reference, Instrument instrument) {
            this(reference, instrument, null);
        }
    }

    /// Refused. The code is one of the 402 codes; the message is for people.
    record Declined(ErrorCode code, String message) implements Outcome {}

    /// The provider certainly made nothing and holds nothing: it refused the request, not the customer's money. Only
    /// then may another provider be tried.
    ///
    /// @param code the provider's own, or ours when it was never reached
    /// @param message for the merchant; never shown to the customer
    record NotMade(String code, String message) implements Outcome {
        private static final String UNREACHABLE = "unreachable";

        public static NotMade unreached(String why) {
            return new NotMade(UNREACHABLE, why);
        }

        /// Whether nobody was there to refuse it.
        public boolean isUnreached() {
            return code.equals(UNREACHABLE);
        }
    }

    /// Nothing can be charged on it any more.
    record Voided() implements Outcome {}

    /// No answer, or none that can be understood. The charge may have happened.
    record Unknown(String why) implements Outcome {}

    /// Whether a reference can name money.
    static boolean isName(String reference) {
        return !reference.isBlank()
                && reference.length() <= 255
                && reference.chars().noneMatch(Character::isISOControl);
    }
}
