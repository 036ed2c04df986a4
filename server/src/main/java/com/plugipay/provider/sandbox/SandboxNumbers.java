package com.plugipay.provider.sandbox;

import com.plugipay.provider.Instrument;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Numbers in each bank's and each shop's own form, always the same for the same key: `provider/sandbox-numbers.csv`.
final class SandboxNumbers {
    private static final String FILE = "/provider/sandbox-numbers.csv";

    /// The form of one channel's numbers.
    ///
    /// @param first what the bank or the shop gives a provider
    /// @param ownDigits how many follow
    /// @param billerCode the customer types `first` and the rest apart
    record Form(String name, String first, int ownDigits, boolean billerCode) {}

    private final Map<String, Form> forms = new LinkedHashMap<>();

    SandboxNumbers() {
        try (InputStream in = Objects.requireNonNull(SandboxNumbers.class.getResourceAsStream(FILE), FILE);
                CsvReader<NamedCsvRecord> lines = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord line : lines) {
                forms.put(
                        line.getField("channel"),
                        new Form(
                                line.getField("name"),
                                line.getField("first"),
                                Integer.parseInt(line.getField("own_digits")),
                                line.getField("biller_code").equals("yes")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> channels() {
        return forms.keySet();
    }

    Form form(String channel) {
        Form form = forms.get(channel);
        if (form == null) {
            throw new IllegalStateException(FILE + " has no form for " + channel);
        }
        return form;
    }

    Instrument.VirtualAccount virtualAccount(String channel, String key, String holder) {
        Form form = form(channel);
        String own = digits(key, form.ownDigits());
        String number = form.first() + own;
        return form.billerCode()
                ? new Instrument.VirtualAccount(form.name(), number, holder, form.first(), own)
                : new Instrument.VirtualAccount(form.name(), number, holder);
    }

    Instrument.RetailCode retailCode(String channel, String key) {
        Form form = form(channel);
        return new Instrument.RetailCode(form.name(), form.first() + digits(key, form.ownDigits()));
    }

    /// The last digits of the key's hash: different keys have different numbers as far as so many digits can tell.
    static String digits(String key, int count) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            String number = new BigInteger(1, hash).toString();
            return number.substring(number.length() - count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
