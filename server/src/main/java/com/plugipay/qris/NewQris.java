package com.plugipay.qris;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A QRIS about to be made.
///
/// @param acquirer domain of the one who keeps the merchant's account, backwards: `ID.CO.BANK.WWW`
/// @param merchantPan the account there
/// @param nmid the merchant's national number
/// @param criteria size of the merchant in the registry: `UMI`, `UKE`, `UME`, `UBE`
/// @param category four digits of trade
/// @param merchantName any text; only its ASCII goes into the code
/// @param merchantCity likewise
/// @param amount null for a code where the payer types it
/// @param reference of the one payment; null for none
public record NewQris(
        String acquirer,
        String merchantPan,
        String nmid,
        String criteria,
        String category,
        String merchantName,
        String merchantCity,
        @Nullable String postalCode,
        @Nullable Money amount,
        @Nullable String reference) {
    static final int NAME_LENGTH = 25;
    static final int CITY_LENGTH = 15;
    static final int REFERENCE_LENGTH = 25;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]+");
    private static final Pattern SPACES = Pattern.compile(" {2,}");

    public Qris make() {
        if (amount != null && (amount.currency() != Currency.IDR || amount.minor() < 1)) {
            throw new IllegalArgumentException("a QRIS asks for rupiah");
        }
        var fields = new ArrayList<EmvText.Field>();
        add(fields, "00", "01");
        add(fields, "01", amount == null ? Qris.FOR_MANY : Qris.FOR_ONE);
        add(fields, "26", account(acquirer, "01", merchantPan));
        add(fields, Qris.REGISTRY_TAG, account(Qris.REGISTRY, "02", nmid));
        add(fields, "52", category);
        add(fields, "53", Qris.RUPIAH);
        if (amount != null) {
            add(fields, "54", amount.digits());
        }
        add(fields, "58", Qris.INDONESIA);
        add(fields, "59", plain(merchantName, NAME_LENGTH, "MERCHANT"));
        add(fields, "60", plain(merchantCity, CITY_LENGTH, "JAKARTA"));
        if (postalCode != null) {
            add(fields, "61", postalCode);
        }
        if (reference != null) {
            String bill = plain(reference, REFERENCE_LENGTH, "-");
            add(fields, "62", new EmvText(List.of(new EmvText.Field("01", bill))).text());
        }
        try {
            return Qris.read(new EmvText(fields).whole());
        } catch (NotQris e) {
            throw new IllegalArgumentException("no QRIS can be made of this", e);
        }
    }

    private String account(String domain, String tag, String number) {
        return new EmvText(List.of(
                        new EmvText.Field("00", domain),
                        new EmvText.Field(tag, number),
                        new EmvText.Field("03", criteria)))
                .text();
    }

    private static void add(List<EmvText.Field> fields, String tag, String value) {
        fields.add(new EmvText.Field(tag, value));
    }

    /// What payment apps can show of a name: accents off, the rest that is not ASCII left out, cut to what fits.
    static String plain(String text, int most, String ifNothingIsLeft) {
        String letters =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String ascii = NOT_ASCII.matcher(letters).replaceAll(" ");
        String single = SPACES.matcher(ascii).replaceAll(" ").strip();
        String cut =
                single.length() <= most ? single : single.substring(0, most).strip();
        return cut.isEmpty() ? ifNothingIsLeft : cut;
    }
}
