package com.plugipay.refund;

import com.plugipay.http.Json;
import com.plugipay.http.TextRules;
import com.plugipay.money.Currency;
import com.plugipay.money.TypedAmount;
import com.plugipay.refund.Refund.Reason;
import com.plugipay.refund.Refund.Via;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The refund form as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param seen how much was promised back when the form was opened: whoever decides has to know the rest
public record RefundForm(
        String key,
        String seen,
        String amount,
        String reason,
        String via,
        String bankName,
        String accountNumber,
        String accountHolder,
        String reference) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /// What reading it led to.
    ///
    /// @param amount 0 when it is not this form's to say
    /// @param wrong texts by field, in the order of the fields
    record Reading(
            long amount,
            Via via,
            @Nullable Reason reason,
            @Nullable String reference,
            RefundRequestJson.@Nullable Destination destination,
            Map<String, String> wrong) {}

    static RefundForm fresh(String seen, String amount, Via via) {
        return new RefundForm(newKey(), seen, amount, "requested_by_customer", via.wire(), "", "", "", "");
    }

    static RefundForm sent(HttpServletRequest request) {
        String key = field(request, "formKey");
        return new RefundForm(
                KEY.matcher(key).matches() ? key : newKey(),
                field(request, "seen"),
                field(request, "amount"),
                field(request, "reason"),
                field(request, "via"),
                field(request, "bankName").strip(),
                field(request, "accountNumber").strip(),
                field(request, "accountHolder").strip(),
                field(request, "reference").strip());
    }

    /// The same content in a form that was not sent yet.
    RefundForm reopened(String nowSeen) {
        return new RefundForm(
                newKey(), nowSeen, amount, reason, via, bankName, accountNumber, accountHolder, reference);
    }

    public boolean byHand() {
        return via.equals(Via.MANUAL.wire());
    }

    /// What makes two sendings of one form the same.
    byte[] content() {
        return Json.bytes(this);
    }

    /// @param currency of the amount; null when the amount is not asked for
    Reading read(@Nullable Currency currency) {
        Map<String, String> wrong = new LinkedHashMap<>();
        long minor = 0;
        if (currency != null) {
            TypedAmount typed = TypedAmount.read(amount, currency);
            TypedAmount.Problem problem = typed.problem();
            if (problem != null) {
                wrong.put("amount", "refund.form.amount." + problem.name().toLowerCase(Locale.ROOT));
            }
            minor = typed.minor();
        }
        Reason why = Arrays.stream(Reason.values())
                .filter(one -> one.wire().equals(reason))
                .findFirst()
                .orElse(null);
        if (!byHand()) {
            return new Reading(minor, Via.PROVIDER, why, null, null, wrong);
        }
        RefundRequestJson.Destination destination = destination(wrong);
        checked("reference", reference, 200, wrong);
        return new Reading(minor, Via.MANUAL, why, reference.isEmpty() ? null : reference, destination, wrong);
    }

    /// All three or none: money can also be given back across the counter.
    private RefundRequestJson.@Nullable Destination destination(Map<String, String> wrong) {
        if (bankName.isEmpty() && accountNumber.isEmpty() && accountHolder.isEmpty()) {
            return null;
        }
        needed("bankName", bankName, 100, wrong);
        needed("accountNumber", accountNumber, 50, wrong);
        needed("accountHolder", accountHolder, 100, wrong);
        return new RefundRequestJson.Destination(bankName, accountNumber, accountHolder);
    }

    private static void needed(String name, String text, int most, Map<String, String> wrong) {
        if (text.isEmpty()) {
            wrong.put(name, "refund.form." + name + ".missing");
        } else {
            checked(name, text, most, wrong);
        }
    }

    private static void checked(String name, String text, int most, Map<String, String> wrong) {
        if (text.codePointCount(0, text.length()) > most) {
            wrong.put(name, "refund.form.long");
        } else if (TextRules.problem(text, 0, most) != null) {
            wrong.put(name, "refund.form.characters");
        }
    }

    private static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
