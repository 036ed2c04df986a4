package com.plugipay.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keys derived from the install's one secret, which never enters the database.
///
/// Sealing is AES-256-GCM with the purpose and owner as associated data: a sealed value moved to another row or
/// another field does not open.
public final class Keys {
    private static final String HMAC = "HmacSHA256";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] root;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> derived = new ConcurrentHashMap<>();

    /// @param root 32 bytes or more
    public Keys(byte[] root) {
        if (root.length < 32) {
            throw new IllegalArgumentException("the secret key needs at least 32 bytes");
        }
        this.root = root.clone();
    }

    /// HMAC-SHA256 of a message under the key of this purpose.
    public byte[] sign(String purpose, String message) {
        SecretKeySpec key = derived.computeIfAbsent("sign " + purpose, label -> new SecretKeySpec(derive(label), HMAC));
        return hmac(key, message.getBytes(StandardCharsets.UTF_8));
    }

    /// Encrypts. Only the same purpose and owner (an id, say) open it again.
    public byte[] seal(String purpose, String owner, String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, purpose, owner, nonce);
            byte[] body = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[1 + NONCE_BYTES + body.length];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            System.arraycopy(body, 0, sealed, 1 + NONCE_BYTES, body.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing in this JDK", e);
        }
    }

    public String open(String purpose, String owner, byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("not a sealed value");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, purpose, owner, nonce);
            byte[] plain = cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open: is PLUGIPAY_SECRET_KEY the right one?", e);
        }
    }

    private Cipher cipher(int direction, String purpose, String owner, byte[] nonce) throws GeneralSecurityException {
        SecretKeySpec key =
                derived.computeIfAbsent("seal " + purpose, label -> new SecretKeySpec(derive(label), "AES"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(direction, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((purpose + " " + owner).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] derive(String label) {
        return hmac(new SecretKeySpec(root, HMAC), ("plugipay " + label).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", e);
        }
    }
}
