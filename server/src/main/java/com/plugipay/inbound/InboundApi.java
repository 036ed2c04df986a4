package com.plugipay.inbound;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Json;
import com.plugipay.http.RateLimits;
import com.plugipay.provider.Callback;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Where providers call.
@ApiRoutes
final class InboundApi {
    private final ReceiveCallback receive;
    private final RateLimits limits;
    private final Answers answers;
    private final InstantSource realTime;

    InboundApi(ReceiveCallback receive, RateLimits limits, Answers answers, InstantSource realTime) {
        this.receive = receive;
        this.limits = limits;
        this.answers = answers;
        this.realTime = realTime;
    }

    record Received(boolean received) {}

    @PostMapping("/inbound-webhooks/xendit/{accountId}")
    ResponseEntity<byte[]> xendit(ApiRequest request, HttpServletResponse response, @PathVariable String accountId) {
        return receive(request, response, accountId, "xendit");
    }

    @PostMapping("/inbound-webhooks/midtrans/{accountId}")
    ResponseEntity<byte[]> midtrans(ApiRequest request, HttpServletResponse response, @PathVariable String accountId) {
        return receive(request, response, accountId, "midtrans");
    }

    @PostMapping("/inbound-webhooks/paypal/{accountId}")
    ResponseEntity<byte[]> paypal(ApiRequest request, HttpServletResponse response, @PathVariable String accountId) {
        return receive(request, response, accountId, "paypal");
    }

    @PostMapping("/inbound-webhooks/managed/{accountId}")
    ResponseEntity<byte[]> managed(ApiRequest request, HttpServletResponse response, @PathVariable String accountId) {
        return receive(request, response, accountId, "xenplatform");
    }

    private ResponseEntity<byte[]> receive(
            ApiRequest request, HttpServletResponse response, String accountId, String adapter) {
        var callback = new Callback(headers(request.servlet()), request.body(), realTime.instant());
        Consumer<CallbackLine> share = line -> limits.countCallback(line.scope(), line.adapter(), response);
        if (!receive.handle(accountId, adapter, callback, share)) {
            throw new Rejected(ErrorCode.UNAUTHORIZED, "Authentication failed.");
        }
        return answers.ok(request, Json.bytes(new Received(true)));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, request.getHeader(name));
        }
        return headers;
    }
}
