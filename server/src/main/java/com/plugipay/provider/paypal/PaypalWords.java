package com.plugipay.provider.paypal;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.provider.WebLink;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What PayPal says about orders and refunds, in our words.
final class PaypalWords {
    private static final Set<String> WAITING = Set.of("CREATED", "PAYER_ACTION_REQUIRED");
    private static final Set<String> CUSTOMERS_PAGE = Set.of("payer-action", "approve");

    private PaypalWords() {}

    /// Believed only when the order is the one we asked about.
    static Outcome outcome(ChargeRequest request, PaypalJson.@Nullable Order told) {
        String id = told == null ? null : told.id();
        if (told == null || id == null || !isId(id)) {
            return new Outcome.Unknown("an answer without an order");
        }
        PaypalJson.Unit unit = unit(told);
        if (unit != null && !request.key().equals(unit.customId())) {
            return new Outcome.Unknown("the answer is about another order");
        }
        String status = String.valueOf(told.status());
        PaypalJson.Capture capture = unit == null ? null : capture(unit);
        if (capture != null) {
            return captured(request, capture);
        }
        if (WAITING.contains(status)) {
            return waiting(id, told);
        }
        return switch (status) {
            case "APPROVED" -> new Outcome.Unknown("approved, and not captured");
            case "VOIDED" -> new Outcome.Voided();
            default -> new Outcome.Unknown("a status that is not known: " + status);
        };
    }

    /// Whether the customer has agreed and nothing was taken yet.
    static boolean isApproved(PaypalJson.@Nullable Order told) {
        PaypalJson.Unit unit = told == null ? null : unit(told);
        return told != null && "APPROVED".equals(told.status()) && (unit == null || capture(unit) == null);
    }

    /// Whether the customer has not agreed yet.
    static boolean isWaiting(PaypalJson.@Nullable Order told) {
        return told != null && WAITING.contains(String.valueOf(told.status()));
    }

    static Outcome declined() {
        return new Outcome.Declined(ErrorCode.PROVIDER_DECLINED, "PayPal declined the payment.");
    }

    private static Outcome waiting(String id, PaypalJson.Order told) {
        List<PaypalJson.Link> links = told.links() == null ? List.of() : told.links();
        String page = links.stream()
                .filter(link -> CUSTOMERS_PAGE.contains(String.valueOf(link.rel())))
                .map(link -> String.valueOf(WebLink.usable(link.href())))
                .filter(link -> !link.equals("null"))
                .findFirst()
                .orElse(null);
        return page == null
                ? new Outcome.Unknown("it waits, without a page for the customer")
                : new Outcome.ActionNeeded(id, new Instrument.Redirect(page));
    }

    static Outcome captured(ChargeRequest request, PaypalJson.Capture capture) {
        return switch (String.valueOf(capture.status())) {
            // What went back since is another matter: the money came in.
            case "COMPLETED", "REFUNDED", "PARTIALLY_REFUNDED" -> money(request, capture);
            case "PENDING" -> {
                PaypalJson.Reason reason = capture.reason();
                yield new Outcome.Unknown("held by PayPal: " + (reason == null ? null : reason.reason()));
            }
            case "DECLINED", "FAILED" -> declined();
            default -> new Outcome.Unknown("a capture that is " + capture.status());
        };
    }

    private static Outcome money(ChargeRequest request, PaypalJson.Capture capture) {
        Money amount = PaypalAmount.told(capture.amount());
        String id = capture.id();
        boolean ours = capture.customId() == null || request.key().equals(capture.customId());
        if (amount == null || id == null || !isId(id) || !ours) {
            return new Outcome.Unknown("captured, and not in a way that can be read");
        }
        PaypalJson.Breakdown breakdown = capture.breakdown();
        Money fee = breakdown == null ? null : PaypalAmount.told(breakdown.fee());
        return new Outcome.Captured(id, request.key(), request.mode(), amount, fee, null);
    }

    /// What was asked for by a name, which a stranger may have told us: believed only when it carries our key.
    static RefundOutcome found(RefundRequest request, PaypalJson.@Nullable Refund told) {
        boolean ours =
                told != null && request.key().equals(told.customId() == null ? told.invoiceId() : told.customId());
        return ours ? refund(told) : new RefundOutcome.Unknown("the answer is about another refund");
    }

    /// What was answered to our own call. It need not repeat our key, but names no other.
    static RefundOutcome sent(RefundRequest request, PaypalJson.@Nullable Refund told) {
        boolean others =
                told != null && told.customId() != null && !request.key().equals(told.customId());
        return others ? new RefundOutcome.Unknown("the answer is about another refund") : refund(told);
    }

    static RefundOutcome refund(PaypalJson.@Nullable Refund told) {
        String id = told == null ? null : told.id();
        if (told == null || id == null || !isId(id)) {
            return new RefundOutcome.Unknown("an answer without a refund");
        }
        return switch (String.valueOf(told.status())) {
            case "PENDING" -> new RefundOutcome.Pending(id);
            case "FAILED", "CANCELLED" -> new RefundOutcome.Refused("refund_failed", "PayPal could not send it back.");
            case "COMPLETED" -> {
                Money amount = PaypalAmount.told(told.amount());
                yield amount == null
                        ? new RefundOutcome.Unknown("sent back, with an amount that cannot be read")
                        : new RefundOutcome.Succeeded(id, amount);
            }
            default -> new RefundOutcome.Unknown("a refund that is " + told.status());
        };
    }

    static PaypalJson.@Nullable Unit unit(PaypalJson.Order order) {
        List<PaypalJson.Unit> units = order.units();
        return units == null || units.isEmpty() ? null : units.getFirst();
    }

    /// The one that counts: an order of ours is captured once, and a refused capture may stand before it.
    private static PaypalJson.@Nullable Capture capture(PaypalJson.Unit unit) {
        PaypalJson.Payments payments = unit.payments();
        List<PaypalJson.Capture> captures = payments == null ? null : payments.captures();
        return captures == null || captures.isEmpty() ? null : captures.getLast();
    }

    /// Ids become part of an address.
    static boolean isId(String text) {
        return text.matches("[A-Za-z0-9_-]{1,64}");
    }
}
