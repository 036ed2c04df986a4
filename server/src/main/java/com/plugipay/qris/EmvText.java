package com.plugipay.qris;

import com.plugipay.qris.NotQris.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fields as EMVCo writes them: two digits of tag, two digits of length in characters, the value.
///
/// Source: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, version 1.1, November 2020.
record EmvText(List<Field> fields) {
    static final int MOST_CHARACTERS = 512;
    static final String CHECKSUM_TAG = "63";
    private static final String CHECKSUM_HEAD = CHECKSUM_TAG + "04";
    private static final int HEAD = 4;
    private static final int LONGEST_VALUE = 99;

    /// One field.
    record Field(String tag, String value) {
        Field {
            if (value.isEmpty() || length(value) > LONGEST_VALUE) {
                throw new IllegalArgumentException("a value has 1 to 99 characters");
            }
        }

        String text() {
            int length = length(value);
            return tag + (length < 10 ? "0" : "") + length + value;
        }
    }

    EmvText {
        fields = List.copyOf(fields);
    }

    /// The fields of a text, or of a field that holds fields. Looks into none of them: the depth is the caller's.
    ///
    /// @param where what is being read, for the message
    static EmvText read(String text, String where) throws NotQris {
        var fields = new ArrayList<Field>();
        Set<String> seen = new HashSet<>();
        int[] characters = text.codePoints().toArray();
        int at = 0;
        while (at < characters.length) {
            if (at + HEAD > characters.length) {
                throw broken(where, at, "ends in the middle of a field");
            }
            String tag = new String(characters, at, 2);
            int length = number(characters[at + 2], characters[at + 3]);
            if (number(characters[at], characters[at + 1]) < 0 || length < 1) {
                throw broken(where, at, "has no tag and length");
            }
            if (length > characters.length - at - HEAD) {
                throw broken(where, at, "says that field " + tag + " is longer than what follows");
            }
            if (!seen.add(tag)) {
                throw new NotQris(Fault.DUPLICATE, where + " has field " + tag + " twice.");
            }
            fields.add(new Field(tag, new String(characters, at + HEAD, length)));
            at += HEAD + length;
        }
        return new EmvText(fields);
    }

    /// A whole payment code, its checksum compared. The checksum is not among the fields.
    static EmvText readWhole(String text) throws NotQris {
        if (length(text) > MOST_CHARACTERS) {
            throw new NotQris(Fault.TOO_LONG, "A payment code has at most " + MOST_CHARACTERS + " characters.");
        }
        if (!text.startsWith("000201")) {
            throw new NotQris(Fault.NOT_A_PAYMENT_CODE, "This is not a payment code: one begins with 000201.");
        }
        if (text.codePoints().anyMatch(one -> one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE)) {
            throw new NotQris(Fault.NOT_ASCII, "The payment code has half of a character.");
        }
        List<Field> fields = read(text, "The payment code").fields();
        Field last = fields.getLast();
        if (!last.tag().equals(CHECKSUM_TAG) || last.value().length() != 4) {
            throw new NotQris(
                    Fault.CHECKSUM_MISSING, "The payment code does not end in a checksum (field 63 of 4 characters).");
        }
        String computed = Crc16.of(text.substring(0, text.length() - 4));
        if (!computed.equalsIgnoreCase(last.value())) {
            throw new NotQris(
                    Fault.CHECKSUM_WRONG,
                    "The checksum of the payment code is not that of its text: something in it was changed.");
        }
        return new EmvText(fields.subList(0, fields.size() - 1));
    }

    Optional<String> value(String tag) {
        return fields.stream()
                .filter(field -> field.tag().equals(tag))
                .map(Field::value)
                .findFirst();
    }

    EmvText without(Set<String> tags) {
        return new EmvText(
                fields.stream().filter(field -> !tags.contains(field.tag())).toList());
    }

    /// The same with this value for `tag`: where it was, else right behind the field `behind`, else at the end.
    EmvText with(String tag, String value, String behind) {
        var after = new ArrayList<Field>(fields);
        int at = indexOf(tag);
        if (at >= 0) {
            after.set(at, new Field(tag, value));
        } else {
            int before = indexOf(behind);
            after.add(before < 0 ? after.size() : before + 1, new Field(tag, value));
        }
        return new EmvText(after);
    }

    private int indexOf(String tag) {
        return fields.stream().map(Field::tag).toList().indexOf(tag);
    }

    /// Without a checksum, as the value of a field that holds fields.
    String text() {
        var text = new StringBuilder();
        fields.forEach(field -> text.append(field.text()));
        return text.toString();
    }

    /// With a checksum over everything before it, its own tag and length included.
    String whole() {
        String covered = text() + CHECKSUM_HEAD;
        return covered + Crc16.of(covered);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Two ASCII digits; -1 for anything else.
    private static int number(int tens, int ones) {
        boolean digits = tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9';
        return digits ? (tens - '0') * 10 + ones - '0' : -1;
    }

    private static NotQris broken(String where, int at, String how) {
        return new NotQris(Fault.BROKEN, where + " " + how + " (at character " + (at + 1) + ").");
    }
}
