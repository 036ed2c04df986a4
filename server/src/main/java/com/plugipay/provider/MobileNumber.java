package com.plugipay.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An Indonesian mobile number: where a wallet asks its owner to approve.
///
/// @param international as `+6281234567890`
public record MobileNumber(String international) {
    /// After the country code: 8, then 1 to 3 or 5 to 9, then 7 to 10 digits more (libphonenumber, region ID).
    private static final Pattern WRITTEN = Pattern.compile("(?:\\+62|62|0)(8[1-35-9][0-9]{7,10})");

    /// What people write between the digits.
    private static final Pattern BETWEEN = Pattern.compile("[ .()-]");

    private static final int LONGEST = 30;
    private static final int SHOWN_FIRST = 4;
    private static final int SHOWN_LAST = 3;

    /// `0812…`, `62812…` or `+62812…`, with spaces, dots, hyphens and brackets as people write them.
    public static Optional<MobileNumber> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher written = WRITTEN.matcher(BETWEEN.matcher(text).replaceAll(""));
        return written.matches() ? Optional.of(new MobileNumber("+62" + written.group(1))) : Optional.empty();
    }

    /// Enough for its owner and for nobody else, who may have the same link: `0812••••890`.
    public String masked() {
        String national = "0" + international.substring("+62".length());
        return national.substring(0, SHOWN_FIRST) + "••••" + national.substring(national.length() - SHOWN_LAST);
    }
}
