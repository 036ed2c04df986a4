package com.plugipay.workspace;

import com.plugipay.http.Install;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Tells requests of our own pages from those another site made a browser send.
final class OwnOrigin {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern LOOPBACK_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

    private final String origin;
    private final String scheme;
    private final boolean loopback;

    OwnOrigin(Install install) {
        URI base = URI.create(install.baseUrl());
        this.scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        this.origin = origin(scheme, host, base.getPort());
        this.loopback = LOOPBACK.contains(host);
    }

    /// Browsers always say where a form comes from; other clients may leave it out and are held by the token alone.
    boolean isAbsentOrOwn(HttpServletRequest request) {
        String sent = request.getHeader(HttpHeaders.ORIGIN);
        return sent == null || isOwn(sent, request);
    }

    boolean isOwn(HttpServletRequest request) {
        return isOwn(request.getHeader(HttpHeaders.ORIGIN), request);
    }

    private boolean isOwn(@Nullable String sent, HttpServletRequest request) {
        if (sent == null) {
            return false;
        }
        // On one's own machine the same server is reached as localhost and as 127.0.0.1.
        String host = request.getHeader(HttpHeaders.HOST);
        return sent.equals(origin)
                || (loopback
                        && host != null
                        && LOOPBACK_HOST.matcher(host).matches()
                        && sent.equals(scheme + "://" + host));
    }

    private static String origin(String scheme, String host, int port) {
        boolean usual = port < 0 || (scheme.equals("https") ? port == 443 : port == 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
