package com.plugipay.egress;

import com.plugipay.scope.Mode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.http.client.InetAddressFilter;

/// Which addresses may be called for somebody who is not the operator: none of loopback, private, link-local, carrier,
/// multicast or reserved networks, in whatever form they are written, unless the operator names them.
public final class EgressGuard {
    private static final int EMBEDDED_PREFIX = 12;

    private final InetAddressFilter allowed;
    private final InetAddressFilter allowedInTest;

    /// @param exceptions addresses or CIDR ranges that may be called all the same
    /// @param isAtHome whether this install is itself reached on loopback only: then test mode may call it
    public EgressGuard(List<String> exceptions, boolean isAtHome) {
        InetAddressFilter outside =
                InetAddressFilter.externalAddresses().and(InetAddressFilter.adapt(EgressGuard::isPlain));
        this.allowed =
                exceptions.isEmpty() ? outside : outside.or(InetAddressFilter.of(exceptions.toArray(String[]::new)));
        this.allowedInTest = isAtHome ? allowed.or(InetAddressFilter.of("127.0.0.0/8", "::1")) : allowed;
    }

    InetAddressFilter in(Mode mode) {
        return switch (mode) {
            case TEST -> allowedInTest;
            case LIVE -> allowed;
        };
    }

    /// `::7f00:1` is 127.0.0.1 to some systems and counts as external for the filter.
    private static boolean isPlain(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return !Arrays.equals(bytes, 0, EMBEDDED_PREFIX, new byte[EMBEDDED_PREFIX], 0, EMBEDDED_PREFIX);
    }
}
