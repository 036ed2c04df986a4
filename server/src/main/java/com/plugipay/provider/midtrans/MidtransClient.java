package com.plugipay.provider.midtrans;

import com.plugipay.http.Json;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderHttp.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Midtrans' HTTP as it is written down: where it is, who is calling, and what an answer is.
final class MidtransClient {
    /// What came back of the Core API.
    sealed interface Answer {
        /// Its words, good or bad.
        ///
        /// @param code the `status_code` of the body, which is the one that counts
        record Said(int code, MidtransJson.Transaction body) implements Answer {
            String message() {
                List<String> more = body.validationMessages();
                String said = more == null || more.isEmpty() ? body.statusMessage() : String.join(" ", more);
                return shortened(said == null ? "" : said);
            }
        }

        /// For certain it heard nothing.
        record NotSent(String why) implements Answer {}

        /// It may have done what it was asked, or may not.
        record Unclear(Problem problem, String why) implements Answer {}
    }

    /// What came back of Snap.
    sealed interface PageAnswer {
        record Said(int status, MidtransJson.Page body) implements PageAnswer {
            String message() {
                List<String> messages = body.errorMessages();
                return shortened(messages == null ? "" : String.join(" ", messages));
            }
        }

        record NotSent(String why) implements PageAnswer {}

        record Unclear(String why) implements PageAnswer {}
    }

    private static final String SANDBOX = "sandbox";
    private static final int LONGEST_MESSAGE = 300;

    private final ProviderHttp http;
    private final @Nullable URI override;

    /// @param override in place of both of Midtrans' own addresses
    MidtransClient(ProviderHttp http, @Nullable URI override) {
        this.http = http;
        this.override = override;
    }

    Answer get(Connection connection, String path) {
        return answer(http.send(request(connection, "GET", core(connection) + path, null, null)));
    }

    /// @param key ours: the same for the same thing
    Answer post(Connection connection, String path, @Nullable String key, Object body) {
        return answer(http.send(request(connection, "POST", core(connection) + path, key, Json.bytes(body))));
    }

    PageAnswer postPage(Connection connection, String path, Object body) {
        Reply reply = http.send(request(connection, "POST", snap(connection) + path, null, Json.bytes(body)));
        return switch (reply) {
            case Reply.NotSent(String why) -> new PageAnswer.NotSent(why);
            case Reply.NoAnswer(String why) -> new PageAnswer.Unclear(why);
            case Reply.Answered answered -> {
                MidtransJson.Page page = read(answered.body(), MidtransJson.Page.class);
                boolean clear = page != null && (answered.status() / 100 == 2 || answered.status() / 100 == 4);
                yield page != null && clear
                        ? new PageAnswer.Said(answered.status(), page)
                        : new PageAnswer.Unclear("status " + answered.status());
            }
        };
    }

    /// Null when it is not what Midtrans says it sends.
    static <T> @Nullable T read(byte[] body, Class<T> type) {
        try {
            return Json.told(body, type);
        } catch (JacksonException e) {
            return null;
        }
    }

    private String core(Connection connection) {
        return override != null
                ? override.toString()
                : isSandbox(connection) ? "https://api.sandbox.midtrans.com" : "https://api.midtrans.com";
    }

    private String snap(Connection connection) {
        return override != null
                ? override.toString()
                : isSandbox(connection) ? "https://app.sandbox.midtrans.com" : "https://app.midtrans.com";
    }

    static boolean isSandbox(Connection connection) {
        return SANDBOX.equals(connection.optional("env"));
    }

    private static ProviderHttp.Request request(
            Connection connection, String method, String uri, @Nullable String key, byte @Nullable [] body) {
        var headers = new HashMap<String, String>();
        byte[] user = (connection.required("serverKey") + ":").getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        headers.put("Accept", "application/json");
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return new ProviderHttp.Request(method, URI.create(uri), Map.copyOf(headers), body);
    }

    private static Answer answer(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why) -> new Answer.NotSent(why);
            case Reply.NoAnswer(String why) -> new Answer.Unclear(Problem.NO_ANSWER, why);
            case Reply.Answered answered -> {
                MidtransJson.Transaction body = read(answered.body(), MidtransJson.Transaction.class);
                String code = body == null ? null : body.statusCode();
                if (answered.status() >= 500 || (code != null && code.matches("5[0-9]{2}"))) {
                    yield new Answer.Unclear(Problem.PROVIDER_FAILED, "status " + answered.status());
                }
                // Anything between us and it may answer, too: only its own form counts.
                boolean clear = code != null && code.matches("[24][0-9]{2}") && answered.status() / 100 != 3;
                yield body != null && code != null && clear
                        ? new Answer.Said(Integer.parseInt(code), body)
                        : new Answer.Unclear(Problem.UNEXPECTED_ANSWER, "status " + answered.status());
            }
        };
    }

    private static String shortened(String message) {
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    }
}
