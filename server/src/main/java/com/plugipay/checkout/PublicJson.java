package com.plugipay.checkout;

import com.plugipay.http.Install;
import com.plugipay.http.Language;
import com.plugipay.http.Pages;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.PaymentJson;
import com.plugipay.settings.CheckoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checkout sessions as the customer's browser may see them: no metadata, no customer, no merchant ids.
final class PublicJson {
    private static final OfferedMethods.Offer NOTHING = new OfferedMethods.Offer(List.of(), List.of(), List.of());

    private final Install install;
    private final PaymentJson payments;
    private final OfferedMethods offered;
    private final Pages pages;

    PublicJson(Install install, PaymentJson payments, OfferedMethods offered, Pages pages) {
        this.install = install;
        this.payments = payments;
        this.offered = offered;
        this.pages = pages;
    }

    record SessionShown(
            String id,
            String mode,
            long amount,
            String amountDisplay,
            String currency,
            String status,
            Instant expiresAt,
            String successUrl,
            String cancelUrl,
            List<CheckoutSession.LineItem> lineItems,
            @Nullable String locale) {}

    record CatalogueEntry(String id, String label, String group, String currency) {}

    record Unavailable(String id, String label, String reason) {}

    record Branding(
            String brandName,
            @Nullable String brandLogoUrl,
            @Nullable String brandAccentColor,
            @Nullable String brandTagline) {}

    record Template(
            @Nullable String successMessage,
            boolean showBusinessDetails,
            @Nullable String businessPhone,
            @Nullable String businessEmail,
            @Nullable String businessAddress) {}

    record Review(Instant claimedAt, @Nullable String rejectReason) {}

    record PublicSession(
            SessionShown session,
            List<String> methods,
            List<CatalogueEntry> catalog,
            List<Unavailable> unavailable,
            Branding branding,
            Template checkoutTemplate,
            List<String> activeAdapters,
            PaymentJson.@Nullable AttemptShown attempt,
            @Nullable Review review) {}

    /// The live attempt, as far as a page needs it to know that something changed.
    record LiveAttempt(String id, String state) {}

    /// What open pages ask for again and again.
    ///
    /// @param aside changes when money comes that does not fit, and with what becomes of it; null while none came
    /// @param notCharged it is certain that the customer has not been charged
    record Status(
            String status,
            Instant expiresAt,
            @Nullable LiveAttempt attempt,
            @Nullable String returnUrl,
            @Nullable String aside,
            boolean notCharged) {}

    /// @param asking whose language the reasons are in
    PublicSession session(SessionReader.Seen seen, HttpServletRequest asking) {
        CheckoutSession session = seen.session();
        CheckoutSession.Terms terms = session.terms();
        Money amount = terms.amount();
        String self = install.url("/c/" + session.id().text());
        OfferedMethods.Offer offer = session.state().isFinal() ? NOTHING : offered.of(session, seen.settings());
        List<PaymentMethod> methods = offer.methods();
        Language language = Pages.language(asking, terms.locale());
        CheckoutSettings.Brand brand = seen.settings().brand();
        CheckoutSettings.Business business = seen.settings().business();
        Attempt live = seen.liveAttempt();
        CheckoutSession.Review review = session.review();
        return new PublicSession(
                new SessionShown(
                        session.id().text(),
                        session.scope().mode().wire(),
                        amount.minor(),
                        amount.display(),
                        amount.currency().name(),
                        session.state().wire(),
                        session.expiresAt(),
                        self + "/return",
                        cancelUrl(session),
                        terms.lineItems(),
                        terms.locale()),
                methods.stream().map(PaymentMethod::id).toList(),
                methods.stream()
                        .map(method -> new CatalogueEntry(
                                method.id(),
                                method.label(),
                                method.group().wire(),
                                amount.currency().name()))
                        .toList(),
                offer.ruledOut().stream()
                        .map(one -> new Unavailable(
                                one.method().id(),
                                one.method().label(),
                                one.reason((key, arguments) -> pages.text(language, key, arguments))))
                        .toList(),
                new Branding(
                        brand.name(),
                        brand.logoUrl() == null ? null : install.url(brand.logoUrl()),
                        brand.accent(),
                        brand.tagline()),
                new Template(null, false, business.phone(), business.email(), business.address()),
                offer.adapters(),
                live == null ? null : payments.of(live),
                review == null ? null : new Review(review.claimedAt(), review.rejectReason()));
    }

    Status status(SessionReader.Seen seen) {
        CheckoutSession session = seen.session();
        Attempt live = seen.liveAttempt();
        return new Status(
                session.state().wire(),
                session.expiresAt(),
                live == null
                        ? null
                        : new LiveAttempt(live.id().text(), live.state().wire()),
                session.state().isFinal() ? returnUrl(session) : null,
                seen.aside().isEmpty() ? null : StrayView.mark(seen),
                seen.isCertainlyUnpaid());
    }

    String successUrl(CheckoutSession session) {
        String own = session.terms().successUrl();
        return own == null
                ? install.url("/c/" + session.id().text() + "/success")
                : ReturnUrl.filled(own, session.id());
    }

    String cancelUrl(CheckoutSession session) {
        String own = session.terms().cancelUrl();
        return own == null
                ? install.url("/c/" + session.id().text() + "/canceled")
                : ReturnUrl.filled(own, session.id());
    }

    private String returnUrl(CheckoutSession session) {
        return session.state() instanceof CheckoutSession.State.Completed ? successUrl(session) : cancelUrl(session);
    }
}
