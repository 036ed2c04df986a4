package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers for what was refused before any of our own code saw it, such as an address no browser would send.
@RestController
final class ErrorFallback implements ErrorController {
    private final RequestIds requestIds;
    private final Answers answers;
    private final ErrorPages pages;

    ErrorFallback(RequestIds requestIds, Answers answers, ErrorPages pages) {
        this.requestIds = requestIds;
        this.answers = answers;
        this.pages = pages;
    }

    @RequestMapping("/error")
    ResponseEntity<byte[]> refuse(HttpServletRequest request) {
        Rejected rejected = switch (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)) {
            case Integer status
            when status >= 500 -> new Rejected(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side.");
            case Integer status when status == 404 -> Rejected.notFound();
            case Integer status when status == 413 -> new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "That was too large.");
            case Integer _ -> new Rejected(ErrorCode.INVALID_REQUEST, "This request cannot be understood.");
            case null, default -> Rejected.notFound();
        };
        boolean api = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && ApiFilter.isApi(path);
        return api ? answers.refuse(requestIds.of(request), rejected) : pages.refuse(rejected, request);
    }
}
