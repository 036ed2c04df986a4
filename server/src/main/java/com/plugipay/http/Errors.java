package com.plugipay.http;

import com.plugipay.db.LostRace;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns what went wrong into an answer: an envelope for the API, a page for people. A 500 is logged once, by its
/// request id.
@RestControllerAdvice
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final RequestIds requestIds;
    private final Answers answers;
    private final ErrorPages pages;

    Errors(RequestIds requestIds, Answers answers, ErrorPages pages) {
        this.requestIds = requestIds;
        this.answers = answers;
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Rejected rejected, HttpServletRequest request) {
        if (ApiFilter.isApi(request)) {
            return answers.refuse(requestIds.of(request), rejected);
        }
        return pages.refuse(rejected, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> lost(LostRace race, HttpServletRequest request) {
        return refused(
                new Rejected(ErrorCode.CONFLICT, "Something else changed this at the same moment. Read it again."),
                request);
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<byte[]> absent(Exception e, HttpServletRequest request) {
        return refused(Rejected.notFound(), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        return refused(new Rejected(ErrorCode.METHOD_NOT_ALLOWED, "This route does not take that method."), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        return refused(new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json."), request);
    }

    /// A query or a form whose escapes mean nothing.
    @ExceptionHandler({InvalidParameterException.class, MultipartException.class})
    ResponseEntity<byte[]> garbled(Exception e, HttpServletRequest request) {
        return refused(new Rejected(ErrorCode.INVALID_REQUEST, "This request cannot be understood."), request);
    }

    /// The reader went away in the middle of an answer: nobody is left to be told.
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("the client went away");
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unavailable(TransientDataAccessException e, HttpServletRequest request) {
        LOG.warn("{} the database did not answer", requestIds.of(request), e);
        return refused(
                Rejected.later(
                        ErrorCode.SERVICE_UNAVAILABLE, "Busy for a moment. The same request may be sent again.", 1),
                request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> broken(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        LOG.error("{} {} {} failed", requestIds.of(request), request.getMethod(), request.getRequestURI(), e);
        if (response.isCommitted()) {
            // Half an answer must not end like a whole one: thrown on, it costs the connection.
            throw e;
        }
        return refused(
                new Rejected(
                        ErrorCode.INTERNAL_ERROR,
                        "Something went wrong on our side. The same request may be sent again."),
                request);
    }
}
