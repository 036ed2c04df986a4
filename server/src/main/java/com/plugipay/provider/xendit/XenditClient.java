package com.plugipay.provider.xendit;

import com.plugipay.http.Json;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderHttp.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Xendit's HTTP as it is written down: who is calling, in which version, and what an answer is.
final class XenditClient {
    /// Who calls, and for whom.
    ///
    /// @param subAccount of a platform; null for the key's own account
    record Caller(String secretKey, @Nullable String subAccount) {
        @Override
        public String toString() {
            return "Caller[" + subAccount + "]";
        }
    }

    /// What came back.
    sealed interface Answer {
        record Good(byte[] body) implements Answer {
            /// Null when it is not what Xendit says it sends.
            <T> @Nullable T as(Class<T> type) {
                try {
                    return Json.told(body, type);
                } catch (JacksonException e) {
                    return null;
                }
            }
        }

        /// Xendit understood and refused.
        ///
        /// @param code its `error_code`, snake_case
        record Refused(int status, String code, String message) implements Answer {}

        /// For certain it heard nothing.
        record NotSent(String why) implements Answer {}

        /// It may have done what it was asked, or may not.
        ///
        /// @param status of HTTP; 0 when there was none
        record Unclear(int status, String why) implements Answer {}
    }

    private static final String VERSION = "2024-11-11";
    private static final int LONGEST_MESSAGE = 300;

    private final ProviderHttp http;
    private final URI base;

    XenditClient(ProviderHttp http, URI base) {
        this.http = http;
        this.base = base;
    }

    Answer get(Caller caller, String path) {
        return answer(http.send(new ProviderHttp.Request("GET", URI.create(base + path), headers(caller, null), null)));
    }

    /// @param key ours: sent as idempotency key, the same for the same thing
    Answer post(Caller caller, String path, @Nullable String key, Object body) {
        Map<String, String> headers = headers(caller, key);
        headers.put("Content-Type", "application/json");
        return answer(http.send(new ProviderHttp.Request("POST", URI.create(base + path), headers, Json.bytes(body))));
    }

    private static Map<String, String> headers(Caller caller, @Nullable String key) {
        var headers = new HashMap<String, String>();
        byte[] user = (caller.secretKey() + ":").getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        headers.put("Accept", "application/json");
        headers.put("api-version", VERSION);
        String subAccount = caller.subAccount();
        if (subAccount != null) {
            headers.put("for-user-id", subAccount);
        }
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        return headers;
    }

    private static Answer answer(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why) -> new Answer.NotSent(why);
            case Reply.NoAnswer(String why) -> new Answer.Unclear(0, why);
            case Reply.Answered answered when answered.status() / 100 == 2 -> new Answer.Good(answered.body());
            case Reply.Answered answered when answered.status() / 100 == 4 -> refused(answered);
            case Reply.Answered answered -> new Answer.Unclear(answered.status(), "status " + answered.status());
        };
    }

    /// Only words of Xendit's own form count as its refusal: anything between us and it may answer 4xx, too.
    private static Answer refused(Reply.Answered answered) {
        XenditJson.@Nullable Problem problem = new Answer.Good(answered.body()).as(XenditJson.Problem.class);
        String code = problem == null ? null : problem.errorCode();
        if (problem == null || code == null || !code.matches("[A-Z0-9_]{1,64}")) {
            return new Answer.Unclear(answered.status(), "status " + answered.status());
        }
        String message = problem.message() == null ? "" : problem.message();
        return new Answer.Refused(
                answered.status(),
                code.toLowerCase(Locale.ROOT),
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message);
    }
}
