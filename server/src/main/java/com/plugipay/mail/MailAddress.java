package com.plugipay.mail;

import java.util.regex.Pattern;

/// What we take for an e-mail address: plain ASCII on both sides of one @. Nothing in it can begin a new header.
public final class MailAddress {
    private static final int LENGTH = 320;
    private static final Pattern FORM = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9-]{1,63})*");

    private MailAddress() {}

    public static boolean isValid(String text) {
        return text.length() <= LENGTH && FORM.matcher(text).matches();
    }
}
