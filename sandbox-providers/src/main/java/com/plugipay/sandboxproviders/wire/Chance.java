package com.plugipay.sandboxproviders.wire;

import java.security.SecureRandom;
import java.util.UUID;

/// Ids and numbers that look like the providers' own.
public final class Chance {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private Chance() {}

    public static String uuid() {
        return UUID.randomUUID().toString();
    }

    public static String digits(int count) {
        return from("0123456789", count);
    }

    public static String hex(int count) {
        return from("0123456789abcdef", count);
    }

    public static String upper(int count) {
        return from(UPPER, count);
    }

    private static String from(String letters, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(letters.charAt(RANDOM.nextInt(letters.length())));
        }
        return text.toString();
    }
}
