package com.plugipay.checkout;

import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.MoneyAside;
import com.plugipay.scope.Mode;
import com.plugipay.settings.CheckoutSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a session asks for and of whom, for documents that are made of it.
///
/// @param takenOff what was asked instead, so that the transfer is recognised; null for the price itself
/// @param customer read live, null for a guest
/// @param locale `en`, `id` or null for the reader's own
/// @param aside money that came for it and did not fit, newest first, whatever became of it since
/// @param claim of a customer who says that they have paid, while the merchant has yet to look
public record Bill(
        String sessionId,
        boolean test,
        Brand brand,
        Business business,
        ZoneId zone,
        Money amount,
        @Nullable TakenOff takenOff,
        List<HostedPage.Line> lines,
        @Nullable Customer customer,
        @Nullable String locale,
        List<MoneyAside> aside,
        @Nullable Claim claim,
        Instant now) {

    /// Where the merchant is found.
    public record Business(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            @Nullable String taxId) {
        public boolean isSaid() {
            return phone != null || email != null || address != null || taxId != null;
        }
    }

    public record Customer(@Nullable String name, @Nullable String email) {}

    /// @param method id of the one that they say they have used
    public record Claim(Instant at, String method) {}

    static Bill of(SessionReader.Seen seen) {
        CheckoutSession session = seen.session();
        CheckoutSession.Terms terms = session.terms();
        CheckoutSession.Buyer buyer = terms.customer();
        return new Bill(
                session.id().text(),
                session.scope().mode() == Mode.TEST,
                HostedView.brand(seen.settings()),
                business(seen.settings().business()),
                seen.settings().timezone(),
                terms.amount(),
                TakenOff.of(terms.amount(), seen.asked()),
                HostedView.lines(terms),
                buyer == null ? null : new Customer(buyer.name(), buyer.email()),
                terms.locale(),
                seen.aside(),
                claim(seen),
                seen.now());
    }

    private static Business business(CheckoutSettings.Business business) {
        return new Business(business.phone(), business.email(), business.address(), business.taxId());
    }

    private static @Nullable Claim claim(SessionReader.Seen seen) {
        if (!(seen.session().state() instanceof CheckoutSession.State.PendingReview(Instant at))) {
            return null;
        }
        return new Claim(
                at, ClaimPayment.byHand(seen.attempts()).map(Attempt::channel).orElse(""));
    }
}
