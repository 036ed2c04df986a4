package com.plugipay.qris;

/// Why a text is not a QRIS that can be used.
public final class NotQris extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong, for programs and for the pages' own words.
    public enum Fault {
        /// Nothing there, or no payment code at all: a link, a phone number.
        NOT_A_PAYMENT_CODE,
        TOO_LONG,
        /// A length points beyond the end, a tag or a length is no number: cut off, or changed on the way.
        BROKEN,
        DUPLICATE,
        CHECKSUM_MISSING,
        CHECKSUM_WRONG,
        /// Characters that payment apps do not read the same way.
        NOT_ASCII,
        NOT_RUPIAH,
        /// A payment code of another country, or of one wallet only.
        NOT_QRIS,
        NAME_MISSING,
        /// With an amount, where one without is asked for.
        FOR_ONE_PAYMENT,
        AMOUNT_WRONG
    }

    private final Fault fault;

    NotQris(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /// A sentence for a developer.
    public String message() {
        return String.valueOf(getMessage());
    }
}
