package com.plugipay.http;

import com.plugipay.error.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// A refusal as people see it.
public final class ErrorPages {
    private static final Pattern CHECKOUT = Pattern.compile("(/c/cs_[0-9A-Z]{26})(?:/.*)?");
    private static final long SOON_SECONDS = 5;
    private static final long LATEST_SECONDS = 60;

    private final Pages pages;
    private final RequestIds requestIds;

    public ErrorPages(Pages pages, RequestIds requestIds) {
        this.pages = pages;
        this.requestIds = requestIds;
    }

    public ResponseEntity<byte[]> refuse(Rejected rejected, HttpServletRequest request) {
        Long retryAfter = rejected.retryAfterSeconds();
        ResponseEntity<byte[]> answer = page(rejected.code().status(), request, retryAfter);
        if (retryAfter == null) {
            return answer;
        }
        var headers = new HttpHeaders(answer.getHeaders());
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
    }

    /// Refuses from a filter, before any controller.
    public void send(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiFilter.send(page(status, request), response);
    }

    ResponseEntity<byte[]> page(int status, HttpServletRequest request) {
        return page(status, request, null);
    }

    private ResponseEntity<byte[]> page(int status, HttpServletRequest request, @Nullable Long retryAfter) {
        Language language = Pages.language(request, null);
        PageFrame frame = pages.frame(language, null);
        String back = request.getRequestURI().startsWith("/dashboard/") ? "/dashboard" : null;
        String retry = status == 429 || status >= 500 ? checkout(request, language) : null;
        var page = new ErrorPage(
                frame,
                status,
                status >= 500 ? requestIds.of(request) : null,
                back,
                retry,
                retry != null && retryAfter != null ? Math.clamp(retryAfter, SOON_SECONDS, LATEST_SECONDS) : 0);
        return pages.html(status, frame, "http/error.jte", page);
    }

    /// The payment that the customer was busy with. It is opened, never sent again: what came of a form shows there.
    private static @Nullable String checkout(HttpServletRequest request, Language language) {
        Matcher path = CHECKOUT.matcher(request.getRequestURI());
        return path.matches() ? path.group(1) + "?lang=" + language.code() : null;
    }
}
