package com.plugipay.workspace;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The person whose browser sent a request.
///
/// @param sessionId of the browser session
/// @param name as pages show it
/// @param provedAt when they last gave their password
/// @param locale the language they chose, `en` or `id`
/// @param csrf token of their forms, which is also the `X-CSRF-Token` of the API
public record SignedIn(PersonId person, String sessionId, String name, Instant provedAt, String locale, String csrf) {
    private static final String ATTRIBUTE = SignedIn.class.getName();

    /// Null when nobody is signed in.
    public static @Nullable SignedIn of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof SignedIn person ? person : null;
    }

    void putInto(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    SignedIn speaking(String chosen) {
        return new SignedIn(person, sessionId, name, provedAt, chosen, csrf);
    }
}
