package com.plugipay.workspace;

import com.plugipay.secret.Keys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/// What our forms carry against forgery: an HMAC over the session's cookie, or, before sign-in, over a short-lived
/// cookie of its own. Nothing is stored, so every node can check it.
final class CsrfTokens implements CsrfTokenRepository {
    static final String HEADER = "X-CSRF-Token";
    static final String FIELD = "_csrf";
    private static final Duration FORM_LIFE = Duration.ofHours(2);
    private static final String NEW_FORM = CsrfTokens.class.getName() + ".form";

    private final Keys keys;
    private final Cookies cookies;

    CsrfTokens(Keys keys, Cookies cookies) {
        this.keys = keys;
        this.cookies = cookies;
    }

    /// The token that pages of this request put into their forms.
    static String of(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            return token.getToken();
        }
        throw new IllegalStateException("this route is outside the dashboard's filter chain");
    }

    String ofSession(String cookie) {
        return sign("csrf session", cookie);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        String form = RandomTokens.next();
        request.setAttribute(NEW_FORM, form);
        return token(sign("csrf form", form));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(NEW_FORM) instanceof String form) {
            cookies.write(response, Cookies.Kind.FORM, form, FORM_LIFE);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        String session = cookies.read(request, Cookies.Kind.SESSION);
        if (session != null) {
            return token(ofSession(session));
        }
        String form = cookies.read(request, Cookies.Kind.FORM);
        return form == null ? null : token(sign("csrf form", form));
    }

    private String sign(String purpose, String cookie) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(purpose, cookie));
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, FIELD, value);
    }
}
