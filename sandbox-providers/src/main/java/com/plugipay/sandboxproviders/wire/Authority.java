package com.plugipay.sandboxproviders.wire;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/// A certificate authority of our own, made anew at each start, known to nobody else.
public final class Authority {
    private static final int[] COMMON_NAME = {2, 5, 4, 3};
    private static final int[] BASIC_CONSTRAINTS = {2, 5, 29, 19};
    private static final int[] ALTERNATIVE_NAMES = {2, 5, 29, 17};
    private static final int[] SHA256_WITH_RSA = {1, 2, 840, 113549, 1, 1, 11};

    private final KeyPair keys = keys();
    private final X509Certificate root = issue("Plugipay sandbox authority", keys, true, new String[0]);

    /// A certificate and the key that belongs to it.
    public record Identity(X509Certificate certificate, PrivateKey key) {}

    public X509Certificate root() {
        return root;
    }

    /// An identity for these host names, the first of which is the subject.
    public Identity identity(String... hosts) {
        KeyPair own = keys();
        return new Identity(issue(hosts[0], own, false, hosts), own.getPrivate());
    }

    public static String pem(X509Certificate... certificates) {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        try {
            for (X509Certificate certificate : certificates) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(lines.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return pem.toString();
    }

    private X509Certificate issue(String subject, KeyPair own, boolean authority, String[] hosts) {
        Instant now = Instant.now();
        byte[] algorithm = Der.sequence(Der.oid(SHA256_WITH_RSA), Der.nothing());
        byte[] names = Der.sequence(Arrays.stream(hosts)
                .map(host -> Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new));
        byte[] constraints = authority ? Der.sequence(Der.bool(true)) : Der.sequence();
        byte[][] extensions = Stream.of(
                        Der.sequence(Der.oid(BASIC_CONSTRAINTS), Der.bool(true), Der.octets(constraints)),
                        hosts.length == 0 ? new byte[0] : Der.sequence(Der.oid(ALTERNATIVE_NAMES), Der.octets(names)))
                .toArray(byte[][]::new);
        byte[] body = Der.sequence(
                Der.tagged(0xA0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(Chance.hex(16), 16).setBit(63)),
                algorithm,
                name("Plugipay sandbox authority"),
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(365)))),
                name(subject),
                own.getPublic().getEncoded(),
                Der.tagged(0xA3, Der.sequence(extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] whole = Der.sequence(body, algorithm, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(common))));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
