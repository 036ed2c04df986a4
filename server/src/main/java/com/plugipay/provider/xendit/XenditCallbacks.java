package com.plugipay.provider.xendit;

import com.plugipay.http.Json;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.Connection;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Xendit's callbacks: a token says who sends them, nothing says that the body is true.
final class XenditCallbacks {
    private static final String TOKEN = "x-callback-token";

    private XenditCallbacks() {}

    static CallbackCheck verify(Connection connection, Callback callback) {
        String expected = connection.optional("callbackToken");
        String sent = callback.header(TOKEN);
        if (expected == null) {
            return new CallbackCheck.Refused("no callback token is stored");
        }
        if (sent == null || !MessageDigest.isEqual(bytes(expected), bytes(sent))) {
            return new CallbackCheck.Refused("the token is not ours");
        }
        XenditJson.Event event = event(callback.body());
        if (event == null || !XenditProvider.isOurs(connection, event.businessId())) {
            return new CallbackCheck.Refused("no event of this account");
        }
        XenditJson.EventData outer = event.data();
        XenditJson.EventData data = outer != null && outer.data() != null ? outer.data() : outer;
        // Copies are the same bytes: Xendit sends what it has stored.
        String dedupeKey = HexFormat.of().formatHex(Sha256.of(callback.body()));
        return data == null
                ? new CallbackCheck.Verified(dedupeKey, null, null)
                : new CallbackCheck.Verified(dedupeKey, data.referenceId(), reference(data));
    }

    private static @Nullable String reference(XenditJson.EventData data) {
        if (data.refundId() != null) {
            return data.refundId();
        }
        // Of an account that was paid twice only the payment tells the one from the other.
        if (data.paymentId() != null) {
            return data.paymentId();
        }
        return data.paymentSessionId() != null ? data.paymentSessionId() : data.paymentRequestId();
    }

    private static XenditJson.@Nullable Event event(byte[] body) {
        try {
            return Json.told(body, XenditJson.Event.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
