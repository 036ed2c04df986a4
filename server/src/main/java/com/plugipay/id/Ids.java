package com.plugipay.id;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/// Makes ids: 48 bits of milliseconds and 80 random bits as 26 upper-case Crockford characters.
///
/// Within one millisecond the random part grows by a random step of 1 to 2^64, so the ids of a node sort and
/// neighbours cannot be guessed.
public final class Ids {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int ULID_LENGTH = 26;
    private static final BigInteger RANDOM_LIMIT = BigInteger.ONE.shiftLeft(80);

    private final InstantSource time;
    private final SecureRandom random;
    private long lastMs = -1;
    private BigInteger lastRandom = BigInteger.ZERO;

    public Ids(InstantSource time) {
        this(time, new SecureRandom());
    }

    Ids(InstantSource time, SecureRandom random) {
        this.time = time;
        this.random = random;
    }

    public String next(String prefix) {
        return prefix + "_" + nextUlid();
    }

    private synchronized String nextUlid() {
        long nowMs = time.millis();
        if (nowMs > lastMs) {
            lastMs = nowMs;
            lastRandom = new BigInteger(80, random);
        } else {
            // A clock that went back keeps the last millisecond: order matters more than the exact time.
            BigInteger step = new BigInteger(64, random).add(BigInteger.ONE);
            lastRandom = lastRandom.add(step);
            if (lastRandom.compareTo(RANDOM_LIMIT) >= 0) {
                lastMs++;
                lastRandom = new BigInteger(80, random);
            }
        }
        return encode(lastMs, lastRandom);
    }

    /// The least id that could have been made at this moment: what was made since then is not less.
    public static String leastAt(String prefix, Instant moment) {
        return prefix + "_" + encode(moment.toEpochMilli(), BigInteger.ZERO);
    }

    private static String encode(long ms, BigInteger randomPart) {
        char[] text = new char[ULID_LENGTH];
        for (int i = 9; i >= 0; i--) {
            text[i] = CROCKFORD[(int) (ms & 31)];
            ms >>>= 5;
        }
        long high = randomPart.shiftRight(40).longValue();
        long low = randomPart.longValue() & ((1L << 40) - 1);
        for (int i = 7; i >= 0; i--) {
            text[10 + i] = CROCKFORD[(int) (high & 31)];
            text[18 + i] = CROCKFORD[(int) (low & 31)];
            high >>>= 5;
            low >>>= 5;
        }
        return new String(text);
    }

    /// Whether `text` is an id of this prefix. Ids are compared exactly: lower case is not well-formed.
    public static boolean isWellFormed(String prefix, String text) {
        int start = prefix.length() + 1;
        if (text.length() != start + ULID_LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_') {
            return false;
        }
        if (text.charAt(start) > '7') {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U';
            if (!digit && !letter) {
                return false;
            }
        }
        return true;
    }

    public static void check(String prefix, String text) {
        if (!isWellFormed(prefix, text)) {
            throw new IllegalArgumentException("not an id of kind " + prefix);
        }
    }
}
