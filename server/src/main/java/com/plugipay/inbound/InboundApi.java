package com.plugipay.inbound;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Json;
import com.plugipay.provider.Callback;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Where providers call.
@ApiRoutes
final class InboundApi {
    private final ReceiveCallback receive;
    private final Answers answers;
    private final InstantSource realTime;

    InboundApi(ReceiveCallback receive, Answers answers, InstantSource realTime) {
        this.receive = receive;
        this.answers = answers;
        this.realTime = realTime;
    }

    record Received(boolean received) {}

    @PostMapping("/inbound-webhooks/xendit/{accountId}")
    ResponseEntity<byte[]> xendit(ApiRequest request, @PathVariable String accountId) {
        return receive(request, accountId, "xendit");
    }

    @PostMapping("/inbound-webhooks/midtrans/{accountId}")
    ResponseEntity<byte[]> midtrans(ApiRequest request, @PathVariable String accountId) {
        return receive(request, accountId, "midtrans");
    }

    @PostMapping("/inbound-webhooks/paypal/{accountId}")
    ResponseEntity<byte[]> paypal(ApiRequest request, @PathVariable String accountId) {
        return receive(request, accountId, "paypal");
    }

    @PostMapping("/inbound-webhooks/managed/{accountId}")
    ResponseEntity<byte[]> managed(ApiRequest request, @PathVariable String accountId) {
        return receive(request, accountId, "xenplatform");
    }

    private ResponseEntity<byte[]> receive(ApiRequest request, String accountId, String adapter) {
        var callback = new Callback(headers(request.servlet()), request.body(), realTime.instant());
        if (!receive.handle(accountId, adapter, callback)) {
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
