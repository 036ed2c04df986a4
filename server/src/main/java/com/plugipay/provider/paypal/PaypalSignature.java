package com.plugipay.provider.paypal;

import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Whether PayPal signed a message, for this webhook, just now. What costs nothing is looked at first.
final class PaypalSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "SHA256withRSA";

    private final PaypalCertificates certificates;

    PaypalSignature(PaypalCertificates certificates) {
        this.certificates = certificates;
    }

    CallbackCheck check(@Nullable String webhookId, Callback callback) {
        String id = callback.header("paypal-transmission-id");
        String time = callback.header("paypal-transmission-time");
        String signature = callback.header("paypal-transmission-sig");
        String address = callback.header("paypal-cert-url");
        if (webhookId == null) {
            return new CallbackCheck.Refused("no webhook is registered");
        }
        if (id == null || time == null || signature == null || address == null) {
            return new CallbackCheck.Refused("not signed");
        }
        if (!ALGORITHM.equals(callback.header("paypal-auth-algo"))) {
            return new CallbackCheck.Refused("signed in another way");
        }
        if (!isRecent(time, callback.receivedAt())) {
            return new CallbackCheck.Refused("not of now");
        }
        byte[] signed = decoded(signature);
        PublicKey key = signed == null ? null : certificates.key(address, callback.receivedAt());
        if (signed == null || key == null) {
            return new CallbackCheck.Refused("the certificate is not PayPal's, or could not be fetched");
        }
        if (!isSigned(key, id + "|" + time + "|" + webhookId + "|" + crc32(callback.body()), signed)) {
            return new CallbackCheck.Refused("the signature does not fit");
        }
        return verified(PaypalClient.read(callback.body(), PaypalJson.Event.class));
    }

    private static CallbackCheck verified(PaypalJson.@Nullable Event event) {
        String id = event == null ? null : event.id();
        PaypalJson.Resource resource = event == null ? null : event.resource();
        if (id == null || id.length() > 128) {
            return new CallbackCheck.Refused("not an event");
        }
        return resource == null
                ? new CallbackCheck.Verified(id, null, null)
                : new CallbackCheck.Verified(id, key(resource), resource.id());
    }

    /// Ours are both the same; in what the provider says of a refund the first one may be missing.
    private static @Nullable String key(PaypalJson.Resource resource) {
        String key = either(resource.customId(), resource.invoiceId());
        List<PaypalJson.Unit> units = resource.units();
        return key != null || units == null || units.isEmpty()
                ? key
                : either(units.getFirst().customId(), units.getFirst().invoiceId());
    }

    private static @Nullable String either(@Nullable String customId, @Nullable String invoiceId) {
        return customId == null ? invoiceId : customId;
    }

    private static boolean isRecent(String time, Instant now) {
        try {
            Duration age = Duration.between(OffsetDateTime.parse(time).toInstant(), now);
            return age.abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static long crc32(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    private static boolean isSigned(PublicKey key, String text, byte[] signed) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
