package com.plugipay.checkout;

import com.plugipay.http.TextRules;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where a merchant wants the customer sent afterwards: https, or http on loopback and in test mode.
final class ReturnUrl {
    private static final int MAX_LENGTH = 2048;
    private static final String PLACEHOLDER = "{CHECKOUT_SESSION_ID}";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ReturnUrl() {}

    /// The text as sent when it is fine.
    static Optional<String> check(String text, Mode mode) {
        if (text.length() > MAX_LENGTH || text.indexOf('\\') >= 0 || TextRules.problem(text, 1, MAX_LENGTH) != null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.replace(PLACEHOLDER, "cs"));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (host == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            boolean plainAllowed = mode == Mode.TEST || LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
            boolean allowed = scheme.equals("https") || (scheme.equals("http") && plainAllowed);
            return allowed ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Filled in for one session, as the browser is sent there.
    static String filled(String url, CheckoutSessionId id) {
        return url.replace(PLACEHOLDER, id.text());
    }
}
