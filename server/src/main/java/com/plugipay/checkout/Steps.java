package com.plugipay.checkout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How to pay with what the customer holds: for each place where they can, line by line.
public final class Steps {
    private static final String BILL = "va_mandiri";

    /// One place to pay at.
    public record Step(String title, List<String> lines) {}

    private enum Kind {
        ATM,
        APP,
        WEB
    }

    /// @param name of the bank, the app or the site
    /// @param menu as it is written there; null where it differs from version to version
    private record Place(Kind kind, String name, @Nullable String menu) {}

    private static final Map<String, List<Place>> BANKS = Map.of(
            "va_bca",
            List.of(
                    new Place(Kind.APP, "BCA mobile", "m-Transfer › BCA Virtual Account"),
                    new Place(Kind.ATM, "BCA", "Transaksi Lainnya › Transfer › ke Rek BCA Virtual Account"),
                    new Place(Kind.WEB, "KlikBCA", "Transfer Dana › Transfer ke BCA Virtual Account")),
            "va_bni",
            List.of(
                    new Place(Kind.APP, "wondr by BNI", null),
                    new Place(Kind.ATM, "BNI", "Menu Lainnya › Transfer › Virtual Account Billing"),
                    new Place(Kind.WEB, "BNI Internet Banking", "Transfer › Virtual Account Billing")),
            "va_bri",
            List.of(
                    new Place(Kind.APP, "BRImo", "BRIVA"),
                    new Place(Kind.ATM, "BRI", "Transaksi Lain › Pembayaran › Lainnya › BRIVA"),
                    new Place(Kind.WEB, "BRI Internet Banking", "Pembayaran › BRIVA")),
            BILL,
            List.of(
                    new Place(Kind.APP, "Livin' by Mandiri", "Bayar"),
                    new Place(Kind.ATM, "Mandiri", "Bayar/Beli › Multipayment"),
                    new Place(Kind.WEB, "Mandiri Internet Banking", "Bayar › Multipayment")),
            "va_permata",
            List.of(
                    new Place(Kind.APP, "PermataMobile X", null),
                    new Place(
                            Kind.ATM,
                            "Permata",
                            "Transaksi Lainnya › Pembayaran › Pembayaran Lainnya › Virtual Account"),
                    new Place(Kind.WEB, "PermataNet", null)),
            "va_cimb",
            List.of(
                    new Place(Kind.APP, "OCTO Mobile", null),
                    new Place(Kind.ATM, "CIMB Niaga", null),
                    new Place(Kind.WEB, "OCTO Clicks", null)),
            "va_bsi",
            List.of(
                    new Place(Kind.APP, "BYOND by BSI", null),
                    new Place(Kind.ATM, "BSI", null),
                    new Place(Kind.WEB, "BSI Net Banking", null)),
            "va_danamon",
            List.of(new Place(Kind.APP, "D-Bank PRO", null), new Place(Kind.ATM, "Danamon", null)),
            "va_seabank",
            List.of(new Place(Kind.APP, "SeaBank", null)));

    private Steps() {}

    /// @param channel the method's id
    /// @param label its name for people
    /// @param words finds a text in the customer's language
    static List<Step> of(String channel, String label, UnaryOperator<String> words) {
        if (BANKS.containsKey(channel)) {
            return BANKS.getOrDefault(channel, List.of()).stream()
                    .map(place -> ofBank(place, channel.equals(BILL), words))
                    .toList();
        }
        return switch (channel) {
            case "qris", "static_qris" -> List.of(one("qr", label, words));
            case "alfamart", "indomaret" -> List.of(one("retail", label, words));
            case "ovo", "jeniuspay" -> List.of(one("push", label, words));
            default -> List.of();
        };
    }

    private static Step ofBank(Place place, boolean bill, UnaryOperator<String> words) {
        String key = "checkout.steps." + place.kind().name().toLowerCase(java.util.Locale.ROOT);
        @Nullable String menu = place.menu();
        String choose = menu == null ? words.apply("checkout.steps.choose") : menu;
        String number = words.apply(bill ? "checkout.steps.bill" : "checkout.steps.number");
        return new Step(
                words.apply(key).replace("{0}", place.name()),
                lines(words.apply(key + ".lines")
                        .replace("{0}", place.name())
                        .replace("{1}", choose)
                        .replace("{2}", number)));
    }

    private static Step one(String kind, String label, UnaryOperator<String> words) {
        String key = "checkout.steps." + kind;
        return new Step(
                words.apply(key).replace("{0}", label),
                lines(words.apply(key + ".lines").replace("{0}", label)));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("[|]")).map(String::strip).collect(Collectors.toUnmodifiableList());
    }
}
