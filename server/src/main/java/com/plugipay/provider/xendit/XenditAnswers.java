package com.plugipay.provider.xendit;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Xendit said, put in our words. What does not fit together is not understood, and so unknown.
final class XenditAnswers {
    private XenditAnswers() {}

    /// Everything but money that came, which is asked for by itself.
    static Outcome waiting(XenditChannel channel, ChargeRequest request, XenditJson.PaymentRequest told) {
        String id = told.id();
        if (id == null || !Outcome.isName(id)) {
            return unknown("a payment request without its id");
        }
        return switch (String.valueOf(told.status())) {
            case "REQUIRES_ACTION", "ACCEPTING_PAYMENTS", "PENDING" ->
                instrument(channel, request, told)
                        .<Outcome>map(instrument -> new Outcome.ActionNeeded(id, instrument, until(told)))
                        .orElseGet(() -> unknown("nothing for the customer to act on"));
            case "FAILED" -> declined(channel, told.failureCode());
            case "CANCELED", "EXPIRED" -> new Outcome.Voided();
            default -> unknown("status " + told.status());
        };
    }

    static Outcome page(XenditJson.Session told) {
        String id = told.id();
        String url = told.paymentLinkUrl();
        return switch (String.valueOf(told.status())) {
            case "ACTIVE" ->
                id != null && Outcome.isName(id) && isPage(url)
                        ? new Outcome.ActionNeeded(
                                id, new Instrument.Redirect(String.valueOf(url)), time(told.expiresAt()))
                        : unknown("a session without its page");
            case "EXPIRED", "CANCELED" -> new Outcome.Voided();
            default -> unknown("status " + told.status());
        };
    }

    /// @param key ours, as Xendit repeats it
    static Outcome money(XenditChannel channel, Connection connection, String key, XenditJson.Payment told) {
        return switch (String.valueOf(told.status())) {
            case "SUCCEEDED" -> {
                String id = told.id();
                Optional<Money> amount = XenditAmount.fromWire(captured(told.captures()), told.currency());
                yield id == null || amount.isEmpty()
                        ? unknown("money without a name or an amount")
                        : new Outcome.Captured(id, key, connection.mode(), amount.get(), null, null);
            }
            case "FAILED" -> declined(channel, told.failureCode());
            case "CANCELED", "EXPIRED" -> new Outcome.Voided();
            default -> unknown("a payment that is " + told.status());
        };
    }

    static RefundOutcome refund(RefundRequest request, XenditJson.Refund told) {
        String id = told.id();
        if (id == null || !Outcome.isName(id) || !request.key().equals(told.referenceId())) {
            return new RefundOutcome.Unknown("an answer about another refund");
        }
        return switch (String.valueOf(told.status())) {
            case "SUCCEEDED" ->
                XenditAmount.fromWire(told.amount(), told.currency())
                        .<RefundOutcome>map(amount -> new RefundOutcome.Succeeded(id, amount))
                        .orElseGet(() -> new RefundOutcome.Unknown("a refund without an amount"));
            case "PENDING" -> new RefundOutcome.Pending(id);
            case "FAILED", "CANCELLED", "CANCELED" ->
                new RefundOutcome.Refused(code(told.failureCode(), "refund_failed"), "Xendit could not send it back.");
            default -> new RefundOutcome.Unknown("status " + told.status());
        };
    }

    private static Optional<Instrument> instrument(
            XenditChannel channel, ChargeRequest request, XenditJson.PaymentRequest told) {
        return switch (channel.kind()) {
            case QR -> value(told, "QR_STRING").map(Instrument.Qr::new);
            case RETAIL -> value(told, "PAYMENT_CODE").map(code -> new Instrument.RetailCode(channel.store(), code));
            case VIRTUAL_ACCOUNT ->
                value(told, "VIRTUAL_ACCOUNT_NUMBER")
                        .map(number -> new Instrument.VirtualAccount(channel.bank(), number, holder(request, told)));
            case REDIRECT ->
                value(told, "WEB_URL").filter(XenditAnswers::isPage).map(Instrument.Redirect::new);
            // There is nothing to show: the app on the phone asks.
            case PUSH ->
                Optional.ofNullable(XenditRequests.phone(request.occasion())).map(Instrument.Push::new);
            case CARD_PAGE -> Optional.empty();
        };
    }

    private static String holder(ChargeRequest request, XenditJson.PaymentRequest told) {
        XenditJson.Properties properties = told.channelProperties();
        String name = properties == null ? null : properties.displayName();
        return name == null ? request.occasion().shop() : name;
    }

    private static Optional<String> value(XenditJson.PaymentRequest told, String descriptor) {
        List<XenditJson.Action> actions = told.actions();
        return actions == null
                ? Optional.empty()
                : actions.stream()
                        .filter(action -> descriptor.equals(action.descriptor()))
                        .map(action -> String.valueOf(action.value()))
                        .filter(value -> !value.isBlank() && !value.equals("null"))
                        .findFirst();
    }

    /// The customer is sent there: a web page, over TLS unless it is on this machine.
    private static boolean isPage(@Nullable String url) {
        if (url == null) {
            return false;
        }
        try {
            URI uri = URI.create(url);
            boolean loopback = List.of("localhost", "127.0.0.1").contains(String.valueOf(uri.getHost()));
            return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Instant until(XenditJson.PaymentRequest told) {
        XenditJson.Properties properties = told.channelProperties();
        return properties == null ? null : time(properties.expiresAt());
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// What really came in, whatever was asked for.
    private static @Nullable BigDecimal captured(@Nullable List<XenditJson.Capture> captures) {
        if (captures == null || captures.isEmpty()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (XenditJson.Capture capture : captures) {
            BigDecimal amount = capture.amount();
            if (amount == null) {
                return null;
            }
            sum = sum.add(amount);
        }
        return sum;
    }

    private static Outcome declined(XenditChannel channel, @Nullable String failure) {
        ErrorCode code = switch (String.valueOf(failure)) {
            case "INSUFFICIENT_BALANCE", "INSUFFICIENT_FUNDS" -> ErrorCode.INSUFFICIENT_FUNDS;
            case "AUTHENTICATION_FAILED" -> ErrorCode.AUTHENTICATION_FAILED;
            default ->
                channel.kind() == XenditChannel.Kind.CARD_PAGE ? ErrorCode.CARD_DECLINED : ErrorCode.PROVIDER_DECLINED;
        };
        return new Outcome.Declined(code, "Declined: " + code(failure, "no reason given") + ".");
    }

    private static String code(@Nullable String failure, String otherwise) {
        return failure == null || !failure.matches("[A-Z0-9_]{1,64}") ? otherwise : failure.toLowerCase(Locale.ROOT);
    }

    static Outcome unknown(String why) {
        return new Outcome.Unknown(why);
    }
}
