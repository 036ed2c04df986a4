package com.plugipay.qris;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.qris.NotQris.Fault;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A merchant's QRIS that any Indonesian payment app can read: checked, in rupiah, known to the national registry.
///
/// @param payload the text of the code
/// @param merchantName as payment apps show it
/// @param nmid the merchant's national number; null when the code does not say
/// @param amount that the code asks for; null when the payer types it
public record Qris(
        String payload,
        String merchantName,
        @Nullable String merchantCity,
        @Nullable String nmid,
        boolean forOnePayment,
        @Nullable Money amount) {
    static final String RUPIAH = "360";
    static final String INDONESIA = "ID";
    static final String REGISTRY = "ID.CO.QRIS.WWW";
    static final String REGISTRY_TAG = "51";
    static final String FOR_MANY = "11";
    static final String FOR_ONE = "12";

    /// Field 01 and field 54 at their longest.
    private static final int ROOM_FOR_AN_AMOUNT = 6 + 17;

    private static final Pattern ASCII = Pattern.compile("[ -~]*");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})(?:\\.0{0,2})?");
    /// Tip and fee: an app would add them, and another sum than the exact one would come.
    private static final Set<String> CHANGES_THE_SUM = Set.of("55", "56", "57");
    /// The merchant's name in another script: the one place for characters beyond ASCII.
    private static final String OTHER_SCRIPT = "64";

    /// Reads and checks all of it.
    public static Qris read(String text) throws NotQris {
        EmvText whole = EmvText.readWhole(text.strip());
        for (EmvText.Field field : whole.fields()) {
            if (!field.tag().equals(OTHER_SCRIPT)
                    && !ASCII.matcher(field.value()).matches()) {
                throw new NotQris(
                        Fault.NOT_ASCII,
                        "Field " + field.tag() + " of the payment code holds more than plain letters.");
            }
        }
        if (text.strip().chars().anyMatch(Character::isISOControl)) {
            throw new NotQris(Fault.NOT_ASCII, "The payment code holds a control character.");
        }
        if (!RUPIAH.equals(whole.value("53").orElse(null))) {
            throw new NotQris(Fault.NOT_RUPIAH, "The payment code is not in rupiah (field 53 is not 360).");
        }
        if (!INDONESIA.equals(whole.value("58").orElse(null))) {
            throw new NotQris(Fault.NOT_QRIS, "The payment code is not an Indonesian one (field 58 is not ID).");
        }
        EmvText registered = registered(whole);
        String name = whole.value("59").map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw new NotQris(Fault.NAME_MISSING, "The payment code has no merchant name (field 59).");
        }
        return new Qris(
                whole.whole(),
                name,
                whole.value("60").map(String::strip).orElse(null),
                registered.value("02").orElse(null),
                FOR_ONE.equals(whole.value("01").orElse(FOR_MANY)),
                amount(whole.value("54").orElse(null)));
    }

    /// Reads a shop's own code for many payments, the kind that hangs at the till.
    public static Qris readStatic(String text) throws NotQris {
        Qris qris = read(text);
        if (!qris.isStatic()) {
            throw new NotQris(
                    Fault.FOR_ONE_PAYMENT,
                    "This QRIS is for one payment. Give the one that is for many, where the payer types the amount.");
        }
        if (qris.payload.length() > EmvText.MOST_CHARACTERS - ROOM_FOR_AN_AMOUNT) {
            throw new NotQris(Fault.TOO_LONG, "The payment code is so long that no amount can be added to it.");
        }
        return qris;
    }

    /// Whether the payer types the amount.
    public boolean isStatic() {
        return !forOnePayment && amount == null;
    }

    /// The same merchant's code for one payment of exactly this amount.
    public Qris asking(Money exactly) {
        if (exactly.currency() != Currency.IDR || exactly.minor() < 1) {
            throw new IllegalArgumentException("a QRIS asks for rupiah");
        }
        try {
            EmvText fields = EmvText.readWhole(payload)
                    .without(CHANGES_THE_SUM)
                    .with("01", FOR_ONE, "00")
                    .with("54", exactly.digits(), "53");
            return read(fields.whole());
        } catch (NotQris e) {
            throw new IllegalStateException("a code so long that no amount can be added to it", e);
        }
    }

    /// The account that names the national registry: where it belongs, else wherever an issuer put it.
    private static EmvText registered(EmvText whole) throws NotQris {
        Optional<EmvText> found = Optional.empty();
        for (EmvText.Field field : whole.fields()) {
            if (isAccount(field.tag())) {
                EmvText account = EmvText.read(field.value(), "Field " + field.tag() + " of the payment code");
                boolean names = account.value("00").filter(REGISTRY::equals).isPresent();
                if (names && (found.isEmpty() || field.tag().equals(REGISTRY_TAG))) {
                    found = Optional.of(account);
                }
            }
        }
        return found.orElseThrow(() ->
                new NotQris(Fault.NOT_QRIS, "The payment code is not a QRIS: no account names " + REGISTRY + "."));
    }

    private static boolean isAccount(String tag) {
        return tag.compareTo("26") >= 0 && tag.compareTo("51") <= 0;
    }

    private static @Nullable Money amount(@Nullable String text) throws NotQris {
        if (text == null) {
            return null;
        }
        Matcher matcher = AMOUNT.matcher(text);
        long rupiah = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (rupiah < 1) {
            throw new NotQris(Fault.AMOUNT_WRONG, "The amount of the payment code is no whole number of rupiah.");
        }
        return new Money(rupiah, Currency.IDR);
    }
}
