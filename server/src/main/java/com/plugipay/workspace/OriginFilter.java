package com.plugipay.workspace;

import com.plugipay.http.ErrorPages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses forms that another site sends in a person's name, before their token is looked at.
final class OriginFilter extends OncePerRequestFilter {
    private final OwnOrigin own;
    private final ErrorPages errors;

    OriginFilter(OwnOrigin own, ErrorPages errors) {
        this.own = own;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean safe = switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
        if (safe || own.isAbsentOrOwn(request)) {
            chain.doFilter(request, response);
        } else {
            errors.send(HttpServletResponse.SC_FORBIDDEN, request, response);
        }
    }
}
