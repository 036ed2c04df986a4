package com.plugipay.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of some bytes.
public final class Sha256 {
    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this JDK", e);
        }
    }
}
