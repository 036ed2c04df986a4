package com.plugipay.provider.paypal;

import com.plugipay.http.Json;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderHttp.Reply;
import com.plugipay.secret.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// PayPal's HTTP as it is written down: where it is, who is calling, and what an answer is. A token is asked for when
/// there is none, and once more when PayPal does not know it.
final class PaypalClient {
    /// What came back.
    sealed interface Answer {
        record Good(byte[] body) implements Answer {
            /// Null when it is not what PayPal says it sends.
            <T> @Nullable T as(Class<T> type) {
                return read(body, type);
            }
        }

        /// PayPal understood and refused.
        ///
        /// @param issue the most exact of its names, snake_case
        record Refused(int status, String issue, String message) implements Answer {}

        /// For certain it heard nothing of what we wanted.
        record NotSent(String why) implements Answer {}

        /// It may have done what it was asked, or may not.
        record Unclear(Problem problem, String why) implements Answer {}
    }

    /// The outcome of asking for a token.
    sealed interface Pass {
        record Token(String text) implements Pass {
            @Override
            public String toString() {
                return "Token";
            }
        }

        record None(Answer answer) implements Pass {}
    }

    private static final int UNAUTHORIZED = 401;
    private static final int LONGEST_MESSAGE = 300;

    private final ProviderHttp http;
    private final @Nullable URI override;
    private final InstantSource time;
    private final PaypalTokens tokens = new PaypalTokens();

    /// @param override in place of both of PayPal's own addresses
    PaypalClient(ProviderHttp http, @Nullable URI override, InstantSource time) {
        this.http = http;
        this.override = override;
        this.time = time;
    }

    Answer get(Connection connection, String path) {
        return call(connection, "GET", path, null, null);
    }

    /// @param requestId ours: the same for the same thing
    Answer post(Connection connection, String path, @Nullable String requestId, Object body) {
        return call(connection, "POST", path, requestId, Json.bytes(body));
    }

    private Answer call(
            Connection connection, String method, String path, @Nullable String requestId, byte @Nullable [] body) {
        Answer last = new Answer.NotSent("no token");
        for (int tries = 0; tries < 2; tries++) {
            switch (pass(connection)) {
                case Pass.None(Answer answer) -> {
                    return answer;
                }
                case Pass.Token(String token) -> {
                    var request = new ProviderHttp.Request(
                            method, uri(connection, path), headers("Bearer " + token, requestId, body != null), body);
                    last = answer(http.send(request));
                    boolean unknownToken = last instanceof Answer.Refused refused && refused.status() == UNAUTHORIZED;
                    if (!unknownToken) {
                        return last;
                    }
                    tokens.drop(name(connection), token);
                }
            }
        }
        return last;
    }

    /// A token that works, or worked when it was last used.
    Pass pass(Connection connection) {
        String kept = tokens.find(name(connection), time.instant());
        return kept == null ? freshPass(connection) : new Pass.Token(kept);
    }

    /// Asks PayPal. What cannot be asked for without a token was never sent.
    Pass freshPass(Connection connection) {
        String user = connection.required("clientId") + ":" + connection.required("secret");
        Map<String, String> headers = headers(
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)), null, false);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        Answer answer = answer(http.send(new ProviderHttp.Request(
                "POST",
                uri(connection, "/v1/oauth2/token"),
                headers,
                "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII))));
        if (!(answer instanceof Answer.Good good)) {
            return new Pass.None(answer instanceof Answer.Unclear unclear ? withoutToken(unclear) : answer);
        }
        PaypalJson.Token token = good.as(PaypalJson.Token.class);
        String text = token == null ? null : token.accessToken();
        if (token == null || text == null || !text.matches("[\\x21-\\x7e]{1,4096}")) {
            return new Pass.None(new Answer.NotSent("an answer without a token"));
        }
        Long life = token.expiresInSeconds();
        tokens.keep(name(connection), text, Duration.ofSeconds(life == null ? 0 : life), time.instant());
        return new Pass.Token(text);
    }

    private static Answer withoutToken(Answer.Unclear unclear) {
        return new Answer.NotSent("no token: " + unclear.why());
    }

    /// The certainty of a first call: what PayPal says to the credential itself.
    Answer credential(Connection connection) {
        return switch (freshPass(connection)) {
            case Pass.Token _ -> new Answer.Good(new byte[0]);
            case Pass.None(Answer answer) -> answer;
        };
    }

    private URI uri(Connection connection, String path) {
        String base = override != null
                ? override.toString()
                : "sandbox".equals(connection.optional("mode"))
                        ? "https://api-m.sandbox.paypal.com"
                        : "https://api-m.paypal.com";
        return URI.create(base + path);
    }

    private static Map<String, String> headers(String authorization, @Nullable String requestId, boolean withBody) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", authorization);
        headers.put("Accept", "application/json");
        headers.put("Prefer", "return=representation");
        if (withBody) {
            headers.put("Content-Type", "application/json");
        }
        if (requestId != null) {
            headers.put("PayPal-Request-Id", requestId);
        }
        return headers;
    }

    /// Names a credential without holding it.
    private static String name(Connection connection) {
        String text = connection.required("clientId") + "\n" + connection.required("secret") + "\n"
                + connection.optional("mode");
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static <T> @Nullable T read(byte[] body, Class<T> type) {
        try {
            return Json.told(body, type);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Answer answer(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why) -> new Answer.NotSent(why);
            case Reply.NoAnswer(String why) -> new Answer.Unclear(Problem.NO_ANSWER, why);
            case Reply.Answered answered ->
                switch (answered.status() / 100) {
                    case 2 -> new Answer.Good(answered.body());
                    case 4 -> refused(answered);
                    case 5 -> new Answer.Unclear(Problem.PROVIDER_FAILED, "status " + answered.status());
                    default -> new Answer.Unclear(Problem.UNEXPECTED_ANSWER, "status " + answered.status());
                };
        };
    }

    /// Only words of PayPal's own form count as its refusal: anything between us and it may answer 4xx, too.
    private static Answer refused(Reply.Answered answered) {
        PaypalJson.Problem problem = read(answered.body(), PaypalJson.Problem.class);
        String name = problem == null ? null : problem.name() != null ? problem.name() : problem.error();
        if (problem == null || name == null) {
            return new Answer.Unclear(Problem.UNEXPECTED_ANSWER, "status " + answered.status());
        }
        PaypalJson.Detail detail =
                problem.details() == null || problem.details().isEmpty()
                        ? null
                        : problem.details().getFirst();
        String issue = detail == null || detail.issue() == null ? name : detail.issue();
        String message = detail != null && detail.description() != null
                ? detail.description()
                : problem.message() != null ? problem.message() : String.valueOf(problem.errorDescription());
        return issue.matches("[A-Za-z0-9_]{1,64}")
                ? new Answer.Refused(answered.status(), issue.toLowerCase(Locale.ROOT), shortened(message))
                : new Answer.Unclear(Problem.UNEXPECTED_ANSWER, "status " + answered.status());
    }

    private static String shortened(String message) {
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    }
}
