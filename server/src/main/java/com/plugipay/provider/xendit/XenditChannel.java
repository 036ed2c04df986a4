package com.plugipay.provider.xendit;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The channels of Xendit that we use, with the code of each (https://docs.xendit.co/docs, a page for each channel,
/// read
/// 2026-11-26). The code of BCA KlikPay is on no public page.
enum XenditChannel {
    QRIS("qris", Kind.QR),
    OVO("ovo", Kind.PUSH),
    DANA("dana", Kind.REDIRECT),
    SHOPEEPAY("shopeepay", Kind.REDIRECT),
    LINKAJA("linkaja", Kind.REDIRECT),
    ASTRAPAY("astrapay", Kind.REDIRECT),
    JENIUSPAY("jeniuspay", Kind.PUSH),
    BCA_VIRTUAL_ACCOUNT("va_bca", Kind.VIRTUAL_ACCOUNT),
    BNI_VIRTUAL_ACCOUNT("va_bni", Kind.VIRTUAL_ACCOUNT),
    BRI_VIRTUAL_ACCOUNT("va_bri", Kind.VIRTUAL_ACCOUNT),
    MANDIRI_VIRTUAL_ACCOUNT("va_mandiri", Kind.VIRTUAL_ACCOUNT),
    PERMATA_VIRTUAL_ACCOUNT("va_permata", Kind.VIRTUAL_ACCOUNT),
    CIMB_VIRTUAL_ACCOUNT("va_cimb", Kind.VIRTUAL_ACCOUNT),
    BSI_VIRTUAL_ACCOUNT("va_bsi", Kind.VIRTUAL_ACCOUNT),
    ALFAMART("alfamart", Kind.RETAIL),
    INDOMARET("indomaret", Kind.RETAIL),
    BCA_KLIKPAY("klikpay_bca", Kind.REDIRECT),
    AKULAKU("akulaku", Kind.REDIRECT),
    KREDIVO("kredivo", Kind.REDIRECT),
    CARDS("card", Kind.CARD_PAGE);

    /// What the customer gets.
    enum Kind {
        QR,
        PUSH,
        REDIRECT,
        VIRTUAL_ACCOUNT,
        RETAIL,
        CARD_PAGE
    }

    private final String method;
    private final Kind kind;

    XenditChannel(String method, Kind kind) {
        this.method = method;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /// The bank's name as people know it.
    String bank() {
        String code = name().substring(0, name().indexOf('_'));
        return code.equals("MANDIRI") ? "Mandiri" : code.equals("PERMATA") ? "Permata" : code;
    }

    /// The shop that takes a code.
    String store() {
        return method;
    }

    /// Money that came by these cannot be sent back by Xendit.
    boolean refunds() {
        return kind != Kind.VIRTUAL_ACCOUNT && kind != Kind.RETAIL;
    }

    /// What the customer holds can be paid once more, by them or by somebody else.
    boolean canBePaidAgain() {
        return kind == Kind.VIRTUAL_ACCOUNT || kind == Kind.RETAIL || kind == Kind.QR;
    }

    static Optional<XenditChannel> ofMethod(@Nullable String method) {
        return Arrays.stream(values())
                .filter(channel -> channel.method.equals(method))
                .findFirst();
    }
}
