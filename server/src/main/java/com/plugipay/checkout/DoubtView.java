package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.FormErrors;
import com.plugipay.http.TimeTexts;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.MethodNames;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws the attempts of which the provider could not say what became, for the person who has to find out.
final class DoubtView {
    private DoubtView() {}

    /// Names the doubt that a person has to settle; empty when there is none.
    static String handedKey(Attempt attempt) {
        Instant at = attempt.watch().handedOverAt();
        return at == null ? "" : String.valueOf(at.toEpochMilli());
    }

    /// @param returned a form that came back with something wrong in it
    static List<SessionPage.Doubt> of(
            Visit visit, SessionReader.Seen seen, DashboardFrame frame, TimeTexts times, @Nullable PaidForm returned) {
        return seen.attempts().stream()
                .filter(Attempt::isWithAPerson)
                .map(attempt -> doubt(visit, attempt, frame, times, returned))
                .toList();
    }

    private static SessionPage.Doubt doubt(
            Visit visit, Attempt attempt, DashboardFrame frame, TimeTexts times, @Nullable PaidForm returned) {
        boolean came =
                returned != null && returned.attempt().equals(attempt.id().text());
        PaidForm form = came && returned != null ? returned : PaidForm.fresh(attempt);
        Instant since = attempt.watch().handedOverAt();
        return new SessionPage.Doubt(
                attempt.id().text(),
                handedKey(attempt),
                attempt.amount().display(),
                MethodNames.of(frame.frame(), attempt.channel()),
                attempt.adapter(),
                attempt.providerReference(),
                times.of(since == null ? attempt.updatedAt() : since),
                visit.caller().allows("payment", "write"),
                form.amount(),
                form.reference(),
                came ? form.errors(frame::t) : FormErrors.NONE);
    }
}
