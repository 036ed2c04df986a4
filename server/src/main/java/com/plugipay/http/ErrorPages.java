package com.plugipay.http;

import com.plugipay.error.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// A refusal as people see it.
public final class ErrorPages {
    private final Pages pages;
    private final RequestIds requestIds;

    public ErrorPages(Pages pages, RequestIds requestIds) {
        this.pages = pages;
        this.requestIds = requestIds;
    }

    public ResponseEntity<byte[]> refuse(Rejected rejected, HttpServletRequest request) {
        ResponseEntity<byte[]> answer = page(rejected.code().status(), request);
        Long retryAfter = rejected.retryAfterSeconds();
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
        PageFrame frame = pages.frame(Pages.language(request, null), null);
        String back = request.getRequestURI().startsWith("/dashboard/") ? "/dashboard" : null;
        var page = new ErrorPage(frame, status, status >= 500 ? requestIds.of(request) : null, back);
        return pages.html(status, frame, "http/error.jte", page);
    }
}
