package com.plugipay.egress;

import com.plugipay.scope.Mode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// An address that a merchant wrote and that we may try to call: https, in test mode http too, no user, port 80, 443 or
/// one from 1024 on.
public record EgressUrl(URI uri) {
    public static final int LONGEST = 2048;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    public static Optional<EgressUrl> parse(String text, Mode mode) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("https") || (scheme.equals("http") && mode == Mode.TEST);
            boolean whole = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return known && whole && isPort(uri.getPort()) ? Optional.of(new EgressUrl(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPort(int port) {
        return port == -1 || port == 80 || port == 443 || (port >= FIRST_FREE_PORT && port <= LAST_PORT);
    }

    /// The address when it is written in digits, which can be judged without asking anybody.
    Optional<InetAddress> literal() {
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
