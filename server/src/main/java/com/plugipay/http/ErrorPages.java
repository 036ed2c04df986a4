package com.plugipay.http;

import com.plugipay.error.Rejected;
import jakarta.servlet.http.HttpServletRequest;
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
        PageFrame frame = pages.frame(Pages.language(request, null), null);
        int status = rejected.code().status();
        var page = new ErrorPage(frame, status, status >= 500 ? requestIds.of(request) : null, null);
        ResponseEntity<byte[]> answer = pages.html(status, frame, "http/error.jte", page);
        Long retryAfter = rejected.retryAfterSeconds();
        if (retryAfter == null) {
            return answer;
        }
        var headers = new HttpHeaders(answer.getHeaders());
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        return new ResponseEntity<>(answer.getBody(), headers, status);
    }
}
