package com.plugipay.provider.midtrans;

import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a notification knows the server key. It covers order, code and amount, not what became of the money: that
/// is asked for.
final class MidtransSignature {
    /// So our keys of refunds begin. The merchant's own refunds, made in Midtrans' dashboard, are listed among them.
    private static final String OURS = "rfd_";

    private MidtransSignature() {}

    static CallbackCheck check(String serverKey, Callback callback) {
        MidtransJson.Transaction told = MidtransClient.read(callback.body(), MidtransJson.Transaction.class);
        if (told == null
                || told.orderId() == null
                || told.statusCode() == null
                || told.grossAmount() == null
                || told.signatureKey() == null) {
            return new CallbackCheck.Refused("not a notification");
        }
        String expected = of(told.orderId(), told.statusCode(), told.grossAmount(), serverKey);
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), told.signatureKey().getBytes(StandardCharsets.UTF_8));
        if (!same) {
            return new CallbackCheck.Refused("the signature is not ours");
        }
        String refund = refund(told);
        return new CallbackCheck.Verified(
                HexFormat.of().formatHex(Sha256.of(callback.body())),
                refund == null ? told.orderId() : refund,
                told.transactionId());
    }

    static String of(String orderId, String statusCode, String grossAmount, String serverKey) {
        try {
            byte[] text = (orderId + statusCode + grossAmount + serverKey).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-512 is missing in this JDK", e);
        }
    }

    /// Our name of the newest refund of ours, when it is about one.
    private static @Nullable String refund(MidtransJson.Transaction told) {
        List<MidtransJson.Refund> refunds = told.refunds();
        String status = told.transactionStatus();
        boolean about = "refund".equals(status) || "partial_refund".equals(status);
        if (!about || refunds == null) {
            return null;
        }
        return refunds.reversed().stream()
                .map(MidtransJson.Refund::key)
                .filter(key -> key != null && key.startsWith(OURS))
                .findFirst()
                .orElse(null);
    }
}
