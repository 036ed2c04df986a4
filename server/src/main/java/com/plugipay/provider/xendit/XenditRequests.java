package com.plugipay.provider.xendit;

import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.MobileNumber;
import com.plugipay.provider.RefundRequest;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What we ask of Xendit, put in its words.
final class XenditRequests {
    private static final String COUNTRY = "ID";
    private static final int LONGEST_NAME = 50;

    private XenditRequests() {}

    static XenditJson.NewPaymentRequest paymentRequest(XenditChannel channel, ChargeRequest request) {
        return new XenditJson.NewPaymentRequest(
                request.key(),
                "PAY",
                COUNTRY,
                request.amount().currency().name(),
                XenditAmount.toWire(request.amount()),
                "AUTOMATIC",
                channel.name(),
                properties(channel, request),
                name(request.occasion().shop()));
    }

    /// A card is typed on Xendit's own page: no number passes our server.
    static XenditJson.NewSession cardPage(ChargeRequest request) {
        String comeBack = request.occasion().returnUrl();
        return new XenditJson.NewSession(
                request.key(),
                "PAY",
                "PAYMENT_LINK",
                XenditAmount.toWire(request.amount()),
                request.amount().currency().name(),
                COUNTRY,
                List.of("CARDS"),
                time(request.expiresAt()),
                comeBack,
                comeBack,
                name(request.occasion().shop()));
    }

    static XenditJson.NewRefund refund(RefundRequest request) {
        return new XenditJson.NewRefund(
                request.key(),
                request.charge(),
                XenditAmount.toWire(request.amount()),
                request.amount().currency().name(),
                "REQUESTED_BY_CUSTOMER");
    }

    private static XenditJson.NewProperties properties(XenditChannel channel, ChargeRequest request) {
        ChargeRequest.Occasion occasion = request.occasion();
        String until = time(request.expiresAt());
        String comeBack = occasion.returnUrl();
        return switch (channel.kind()) {
            // How long a QRIS lives cannot be set.
            case QR -> XenditJson.NewProperties.NONE;
            case VIRTUAL_ACCOUNT ->
                new XenditJson.NewProperties(name(occasion.shop()), null, until, null, null, null, null);
            case RETAIL ->
                new XenditJson.NewProperties(
                        null, name(firstOf(occasion.name(), occasion.shop())), until, null, null, null, null);
            case REDIRECT -> new XenditJson.NewProperties(null, null, null, comeBack, comeBack, comeBack, null);
            case PUSH -> new XenditJson.NewProperties(null, null, null, null, null, null, phone(occasion));
            case CARD_PAGE -> throw new IllegalArgumentException("cards have a page of their own");
        };
    }

    /// Null when there is none that can ring.
    static @Nullable String phone(ChargeRequest.Occasion occasion) {
        String given = occasion.phone();
        return given == null
                ? null
                : MobileNumber.parse(given).map(MobileNumber::international).orElse(null);
    }

    private static String firstOf(@Nullable String one, String other) {
        return one == null ? other : one;
    }

    /// Banks print plain letters only.
    private static String name(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z0-9 ]", "")
                .replaceAll(" +", " ")
                .strip();
        String cut =
                plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).strip() : plain;
        return cut.isEmpty() ? "Toko" : cut;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
