package com.plugipay.workspace;

import com.plugipay.http.Install;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// Our two cookies: the signed-in session, and the one that forms before sign-in are bound to. Over TLS their names
/// start with `__Host-`, so that no neighbouring host can set them.
final class Cookies {
    private static final int MOST_CHARACTERS = 100;

    private final boolean secure;

    Cookies(Install install) {
        this.secure = install.isSecure();
    }

    /// Which of them.
    enum Kind {
        SESSION,
        FORM
    }

    String name(Kind kind) {
        String name = switch (kind) {
            case SESSION -> "plugipay_session";
            case FORM -> "plugipay_form";
        };
        return secure ? "__Host-" + name : name;
    }

    @Nullable
    String read(HttpServletRequest request, Kind kind) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        String name = name(kind);
        for (Cookie cookie : cookies) {
            String value = cookie.getValue();
            boolean plausible = value != null && !value.isEmpty() && value.length() <= MOST_CHARACTERS;
            if (cookie.getName().equals(name) && plausible) {
                return value;
            }
        }
        return null;
    }

    void write(HttpServletResponse response, Kind kind, String value, Duration life) {
        ResponseCookie cookie = ResponseCookie.from(name(kind), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    void remove(HttpServletResponse response, Kind kind) {
        write(response, kind, "", Duration.ZERO);
    }
}
