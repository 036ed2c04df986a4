package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.filter.OncePerRequestFilter;

/// The door of the API: keeps the raw body, finds the caller, counts the request. Every refusal is an envelope.
public final class ApiFilter extends OncePerRequestFilter {
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    /// Of a callback: more than ten times the largest that providers show on their pages.
    private static final int MAX_CALLBACK_BYTES = 64 * 1024;
    /// The largest picture and its wrapping.
    private static final int MAX_UPLOAD_BYTES = 5 * 1024 * 1024 + 16 * 1024;

    private static final Pattern UPLOADS =
            Pattern.compile("(/api)?/v1/(uploads/image|public/checkout/sessions/[^/]+/proof-image)");

    /// What open checkouts ask for again and again; its routes count it, for they know which sessions exist.
    private static final Pattern VISITS = Pattern.compile("(/api)?/v1/public/checkout/sessions/[^/]+/(status|stream)");

    private static final Pattern INBOUND = Pattern.compile("(/api)?/v1/inbound-webhooks/[^/]+/[^/]+");

    private final boolean credentialNeeded;
    private final RequestIds requestIds;
    private final ClientAddress clientAddress;
    private final Callers callers;
    private final RateLimits limits;
    private final Answers answers;

    /// @param credentialNeeded false for `/public`, `/config` and the callbacks of providers
    ApiFilter(
            boolean credentialNeeded,
            RequestIds requestIds,
            ClientAddress clientAddress,
            Callers callers,
            RateLimits limits,
            Answers answers) {
        this.credentialNeeded = credentialNeeded;
        this.requestIds = requestIds;
        this.clientAddress = clientAddress;
        this.callers = callers;
        this.limits = limits;
        this.answers = answers;
    }

    /// Pages share the public chain; the API's manners are for API routes only.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isApi(request);
    }

    static boolean isApi(HttpServletRequest request) {
        return isApi(request.getRequestURI());
    }

    static boolean isApi(String path) {
        return path.startsWith("/v1/") || path.startsWith("/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest servlet, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = requestIds.of(servlet);
        response.setHeader(RequestIds.HEADER, requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (!credentialNeeded) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            if (servlet.getMethod().equals("OPTIONS")) {
                allowPreflight(response);
                return;
            }
        }
        try {
            ApiRequest request = read(servlet, requestId);
            servlet.setAttribute(ApiRequest.ATTRIBUTE, request);
            if (credentialNeeded) {
                Caller caller = callers.identify(request);
                servlet.setAttribute(Call.ATTRIBUTE, new Call(request, caller));
                countApi(request, caller.scope(), response);
            } else if (request.isWrite() || !VISITS.matcher(request.rawPath()).matches()) {
                limits.count(publicKind(request), request.remoteAddress(), response);
            }
        } catch (Rejected rejected) {
            send(answers.refuse(requestId, rejected), response);
            return;
        }
        chain.doFilter(servlet, response);
    }

    private static RateLimits.Kind publicKind(ApiRequest request) {
        if (!request.isWrite()) {
            return RateLimits.Kind.PUBLIC_READ;
        }
        return isCallback(request.rawPath()) ? RateLimits.Kind.CALLBACK : RateLimits.Kind.PUBLIC_WRITE;
    }

    private static boolean isCallback(String path) {
        return INBOUND.matcher(path).matches();
    }

    private void countApi(ApiRequest request, Scope scope, HttpServletResponse response) {
        RateLimits.Kind kind = request.isWrite() ? RateLimits.Kind.API_WRITE : RateLimits.Kind.API_READ;
        limits.count(kind, RateLimits.whose(scope), response);
    }

    private ApiRequest read(HttpServletRequest servlet, String requestId) throws IOException {
        String contentType = servlet.getContentType();
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (isUpload(servlet, type)) {
            return request(servlet, new byte[0], requestId);
        }
        boolean callback = isCallback(servlet.getRequestURI());
        int most = callback ? MAX_CALLBACK_BYTES : MAX_BODY_BYTES;
        byte[] body = servlet.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new Rejected(
                    ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + (callback ? "64 kB." : "1 MB."));
        }
        if (body.length > 0 && !isJson(type)) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
        }
        return request(servlet, body, requestId);
    }

    /// A picture: read by its route once it is known who sends it. Signatures count its body as empty.
    private static boolean isUpload(HttpServletRequest servlet, String type) {
        if (!type.startsWith("multipart/form-data;")
                || !servlet.getMethod().equals("POST")
                || !UPLOADS.matcher(servlet.getRequestURI()).matches()) {
            return false;
        }
        if (servlet.getContentLengthLong() > MAX_UPLOAD_BYTES) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than 5 MB.");
        }
        return true;
    }

    private ApiRequest request(HttpServletRequest servlet, byte[] body, String requestId) {
        return new ApiRequest(
                servlet,
                servlet.getMethod().toUpperCase(Locale.ROOT),
                servlet.getRequestURI(),
                servlet.getQueryString(),
                body,
                requestId,
                clientAddress.of(servlet));
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.startsWith("application/json;");
    }

    private static void allowPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key, X-Request-Id");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setStatus(204);
    }

    static void send(ResponseEntity<byte[]> answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        byte[] body = answer.getBody();
        if (body != null) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
