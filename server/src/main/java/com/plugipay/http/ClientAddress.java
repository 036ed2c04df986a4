package com.plugipay.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/// Where a request came from. Forwarding headers count only when the sender is a configured proxy.
public final class ClientAddress {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int NETWORK_BYTES = 8;

    private final List<IpAddressMatcher> trustedProxies;

    /// @param trustedProxies addresses or CIDR ranges
    public ClientAddress(List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream().map(IpAddressMatcher::new).toList();
    }

    public String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        // Proxies may add a line of their own instead of extending the client's: all lines are one list.
        String forwarded = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        if (forwarded.isEmpty() || !isTrusted(address)) {
            return address;
        }
        String[] hops = forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = parse(hops[i].strip());
            if (hop == null) {
                return address;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
            address = hop;
        }
        return address;
    }

    /// Whose requests are counted together: an address, of IPv6 the 64 bits that name a network, for whoever has one of
    /// its addresses has them all.
    public static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4
                    ? address
                    : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "::/" + NETWORK_BYTES * Byte.SIZE;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /// As proxies write it: with a port or without, IPv6 in brackets or not. Null when it is no address.
    private static @Nullable String parse(String hop) {
        int bracket = hop.indexOf(']');
        int colon = hop.indexOf(':');
        String literal = hop.startsWith("[") && bracket > 0
                ? hop.substring(1, bracket)
                : colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
        try {
            return ADDRESS.matcher(literal).matches()
                    ? InetAddress.ofLiteral(literal).getHostAddress()
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isTrusted(String address) {
        return trustedProxies.stream().anyMatch(proxy -> proxy.matches(address));
    }
}
