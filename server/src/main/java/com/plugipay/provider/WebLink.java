package com.plugipay.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Addresses that a provider answers and a customer is sent to.
public final class WebLink {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST = 2048;

    private WebLink() {}

    /// The address, when a customer can be sent there: https, or plain http on this machine. Null for anything else.
    public static @Nullable String usable(@Nullable String address) {
        if (address == null || address.length() > LONGEST) {
            return null;
        }
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            boolean safe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(String.valueOf(host)));
            return safe && host != null && uri.getRawUserInfo() == null ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
