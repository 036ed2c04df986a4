package com.plugipay.adapter;

import com.plugipay.http.Fields;
import com.plugipay.scope.Mode;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a merchant gives to connect a provider.
///
/// @param shown what anybody in the workspace may see, in the order of the API
/// @param secrets sealed at once and never shown again
/// @param last4 the end of the secret that everything hangs on
record CredentialJson(
        AdapterKind kind, Map<String, @Nullable String> shown, Map<String, String> secrets, String last4) {
    private static final int LONGEST = 200;
    private static final int SHORTEST_SECRET = 8;
    private static final int FINGERPRINT_BYTES = 4;

    /// @param allowSandboxes whether live mode takes the providers' test accounts
    static CredentialJson read(AdapterKind kind, Mode mode, boolean allowSandboxes, Fields fields) {
        return switch (kind) {
            case XENDIT -> xendit(fields);
            case MIDTRANS -> midtrans(mode, allowSandboxes, fields);
            case PAYPAL -> paypal(mode, allowSandboxes, fields);
            case MANUAL, MANAGED -> throw new IllegalArgumentException(kind + " is not connected by a credential");
        };
    }

    private static CredentialJson xendit(Fields fields) {
        fields.needs("secretKey");
        String secretKey = fields.text("secretKey", SHORTEST_SECRET, LONGEST);
        String callbackToken = fields.text("callbackToken", SHORTEST_SECRET, LONGEST);
        fields.check();
        var shown = new LinkedHashMap<String, @Nullable String>();
        shown.put("callbackTokenFingerprint", callbackToken == null ? null : fingerprint(callbackToken));
        return of(AdapterKind.XENDIT, shown, "secretKey", fields.required("secretKey", secretKey))
                .with("callbackToken", callbackToken);
    }

    private static CredentialJson midtrans(Mode mode, boolean allowSandboxes, Fields fields) {
        fields.needs("serverKey", "clientKey", "merchantId");
        String serverKey = fields.text("serverKey", SHORTEST_SECRET, LONGEST);
        String clientKey = fields.text("clientKey", SHORTEST_SECRET, LONGEST);
        String merchantId = fields.text("merchantId", 1, 64);
        String env = world(fields, "env", "production", mode, allowSandboxes);
        fields.check();
        var shown = new LinkedHashMap<String, @Nullable String>();
        shown.put("clientKey", clientKey);
        shown.put("merchantId", merchantId);
        shown.put("env", env);
        return of(AdapterKind.MIDTRANS, shown, "serverKey", fields.required("serverKey", serverKey));
    }

    private static CredentialJson paypal(Mode mode, boolean allowSandboxes, Fields fields) {
        fields.needs("clientId", "secret");
        String clientId = fields.text("clientId", 1, LONGEST);
        String secret = fields.text("secret", 1, LONGEST);
        String world = world(fields, "mode", "live", mode, allowSandboxes);
        String webhookId = fields.text("webhookId", 1, 64);
        fields.check();
        var shown = new LinkedHashMap<String, @Nullable String>();
        shown.put("clientId", clientId);
        shown.put("mode", world);
        shown.put("webhookId", webhookId);
        return of(AdapterKind.PAYPAL, shown, "secret", fields.required("secret", secret));
    }

    /// The provider's own world, real or not: the mode's, when nobody says.
    private static String world(Fields fields, String name, String real, Mode mode, boolean allowSandboxes) {
        String given = fields.parsed(
                name,
                real + " or sandbox",
                text -> Optional.of(text).filter(one -> one.equals(real) || one.equals("sandbox")));
        if (mode == Mode.LIVE && !allowSandboxes && "sandbox".equals(given)) {
            fields.wrong(name, "must be " + real + " in live mode");
        }
        return given != null ? given : mode == Mode.LIVE ? real : "sandbox";
    }

    private static CredentialJson of(
            AdapterKind kind, Map<String, @Nullable String> shown, String name, String secret) {
        String last4 = secret.length() <= SHORTEST_SECRET ? "" : secret.substring(secret.length() - 4);
        return new CredentialJson(kind, shown, Map.of(name, secret), last4);
    }

    /// Whether these surely are of the account that was connected before. Xendit's keys do not say whose they are.
    boolean isOfSameAccount(Map<String, @Nullable String> shownBefore, Map<String, String> secretsBefore) {
        return switch (kind) {
            case XENDIT -> Objects.equals(secrets.get("secretKey"), secretsBefore.get("secretKey"));
            case MIDTRANS ->
                Objects.equals(shown.get("merchantId"), shownBefore.get("merchantId"))
                        && Objects.equals(shown.get("env"), shownBefore.get("env"));
            case PAYPAL ->
                Objects.equals(shown.get("clientId"), shownBefore.get("clientId"))
                        && Objects.equals(shown.get("mode"), shownBefore.get("mode"));
            case MANUAL, MANAGED -> false;
        };
    }

    private CredentialJson with(String name, @Nullable String secret) {
        if (secret == null) {
            return this;
        }
        var more = new LinkedHashMap<>(secrets);
        more.put(name, secret);
        return new CredentialJson(kind, shown, more, last4);
    }

    /// Enough to tell two tokens apart, and nothing to guess one by.
    private static String fingerprint(String token) {
        byte[] digest = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    }

    @Override
    public String toString() {
        return "Credential[" + kind + "]";
    }
}
