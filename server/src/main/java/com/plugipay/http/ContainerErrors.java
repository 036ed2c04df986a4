package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers for what was refused before any route was found: a malformed path, a form that is too large.
@RestController
final class ContainerErrors implements ErrorController {
    private final RequestIds requestIds;
    private final Answers answers;
    private final ErrorPages pages;

    ContainerErrors(RequestIds requestIds, Answers answers, ErrorPages pages) {
        this.requestIds = requestIds;
        this.answers = answers;
        this.pages = pages;
    }

    @RequestMapping("/error")
    ResponseEntity<byte[]> answer(HttpServletRequest request) {
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = told instanceof Integer number ? number : 404;
        boolean api = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && ApiFilter.isApi(path);
        return api ? answers.refuse(requestIds.of(request), rejected(status)) : pages.page(status, request);
    }

    private static Rejected rejected(int status) {
        return switch (status) {
            case 404 -> Rejected.notFound();
            case 405 -> new Rejected(ErrorCode.METHOD_NOT_ALLOWED, "This route does not take that method.");
            case 413 -> new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than 1 MB.");
            default ->
                status < 500
                        ? new Rejected(ErrorCode.INVALID_REQUEST, "The request is malformed.")
                        : new Rejected(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side.");
        };
    }
}
