package com.plugipay.checkout;

import com.plugipay.http.FormErrors;
import com.plugipay.http.TextRules;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.money.TypedAmount;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.DecideAttempt.Found;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The form in which a person says that the money of a doubtful attempt came, as they filled it in.
///
/// @param attempt whose form it is
/// @param wrong keys of texts by field
record PaidForm(String attempt, String amount, String reference, Map<String, String> wrong) {
    private static final int LONGEST_REFERENCE = 255;

    /// What reading it led to.
    ///
    /// @param paid null when something is wrong
    record Reading(Found.@Nullable Paid paid, PaidForm form) {}

    static PaidForm fresh(Attempt attempt) {
        String known = attempt.providerReference();
        Money amount = attempt.amount();
        return new PaidForm(
                attempt.id().text(),
                TypedAmount.of(amount.minor(), amount.currency()),
                known == null ? "" : known,
                Map.of());
    }

    static Reading read(Attempt attempt, String amount, String reference) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Currency currency = attempt.amount().currency();
        String name = reference.strip();
        TypedAmount typed = TypedAmount.read(amount, currency);
        TypedAmount.Problem problem = typed.problem();
        if (problem != null) {
            wrong.put("amount", "checkout.doubt.amount." + problem.name().toLowerCase(Locale.ROOT));
        }
        if (name.isEmpty()) {
            wrong.put("reference", "checkout.doubt.reference.missing");
        } else if (TextRules.problem(name, 1, LONGEST_REFERENCE) != null) {
            wrong.put("reference", "checkout.doubt.reference.wrong");
        }
        var form = new PaidForm(attempt.id().text(), amount, name, wrong);
        return new Reading(wrong.isEmpty() ? new Found.Paid(new Money(typed.minor(), currency), name) : null, form);
    }

    /// The reference names money that was written down before.
    PaidForm alreadyKnown() {
        return new PaidForm(attempt, amount, reference, Map.of("reference", "checkout.doubt.reference.known"));
    }

    /// @param words finds a text
    FormErrors errors(UnaryOperator<String> words) {
        return new FormErrors(wrong.entrySet().stream()
                .map(entry -> new FormErrors.Entry(entry.getKey(), words.apply(entry.getValue())))
                .toList());
    }
}
