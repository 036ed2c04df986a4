package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.http.Pages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/// Puts the signed-in person into the request, keeps the language they switch to, and sends everybody else from the
/// dashboard to the sign-in page.
final class SignedInFilter extends OncePerRequestFilter {
    private final Database database;
    private final BrowserSessions sessions;
    private final PersonStore people;

    SignedInFilter(Database database, BrowserSessions sessions, PersonStore people) {
        this.database = database;
        this.sessions = sessions;
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedIn> known = sessions.recognise(request);
        if (known.isPresent()) {
            SignedIn person = speaking(known.get(), request.getParameter("lang"));
            person.putInto(request);
            Pages.prefer(request, person.locale());
        } else if (isDashboard(request.getRequestURI())) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, signInPath(request));
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return;
        }
        chain.doFilter(request, response);
    }

    private SignedIn speaking(SignedIn person, @Nullable String chosen) {
        boolean other =
                chosen != null && (chosen.equals("en") || chosen.equals("id")) && !chosen.equals(person.locale());
        if (chosen == null || !other) {
            return person;
        }
        database.inTransactionAcrossWorkspaces(tx -> {
            people.setLocale(tx, person.person(), chosen);
            return true;
        });
        return person.speaking(chosen);
    }

    private static boolean isDashboard(String path) {
        return path.equals("/dashboard") || path.startsWith("/dashboard/");
    }

    private String signInPath(HttpServletRequest request) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        String next = request.getMethod().equals("GET") ? NextPage.orStart(asked) : "";
        var path = UriComponentsBuilder.fromPath("/login");
        if (!next.isEmpty()) {
            path.queryParam("next", URLEncoder.encode(next, StandardCharsets.UTF_8));
        }
        if (sessions.isClaimed(request)) {
            path.queryParam("notice", "ended");
        }
        return path.build(true).toUriString();
    }
}
