package com.plugipay.http;

import com.plugipay.error.Rejected;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// A refusal as people see it.
public final class ErrorPages {
    private static final Pattern CHECKOUT = Pattern.compile("(/(c|embed)/(cs_[0-9A-Z]{26}))(?:/.*)?");
    /// Whatever stands where a session's id does, to be asked for again in the other language.
    private static final Pattern CUSTOMERS = Pattern.compile("(/(?:c|embed)/[0-9A-Za-z_-]{1,64})(?:/[0-9A-Za-z_/-]*)?");
    private static final long SOON_SECONDS = 5;
    private static final long LATEST_SECONDS = 60;

    private final Pages pages;
    private final RequestIds requestIds;
    private final ShownCheckouts shown;

    public ErrorPages(Pages pages, RequestIds requestIds, ShownCheckouts shown) {
        this.pages = pages;
        this.requestIds = requestIds;
        this.shown = shown;
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
        String path = path(request);
        Matcher checkout = CHECKOUT.matcher(path);
        String session = checkout.matches() ? checkout.group(3) : null;
        ShownCheckouts.Shown before = shown.of(session == null ? "" : session);
        Language language = Pages.language(request, before.locale());
        PageFrame frame = pages.frame(language, inOtherLanguage(request, path, language));
        List<String> framedBy = session != null && checkout.group(2).equals("embed") ? before.framedBy() : List.of();
        String retry = session != null && (status == 429 || status >= 500)
                ? checkout.group(1) + "?lang=" + language.code()
                : null;
        var page = new ErrorPage(
                frame,
                status,
                status >= 500 ? requestIds.of(request) : null,
                path.startsWith("/dashboard/") ? "/dashboard" : null,
                retry,
                retry != null && retryAfter != null ? Math.clamp(retryAfter, SOON_SECONDS, LATEST_SECONDS) : 0,
                framedBy.isEmpty() ? null : session,
                framedBy);
        return pages.framed(status, frame, "http/error.jte", page, framedBy);
    }

    /// The payment that the customer was busy with is opened, never sent again: what came of a form shows there.
    private static @Nullable String inOtherLanguage(HttpServletRequest request, String path, Language language) {
        Matcher customers = CUSTOMERS.matcher(path);
        if (!customers.matches()) {
            return null;
        }
        String link = request.getMethod().equals("GET") ? path : customers.group(1);
        return link + "?lang=" + language.other().code();
    }

    /// What was asked for, also where the container asks for the page in its own name.
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? asked
                : request.getRequestURI();
    }
}
