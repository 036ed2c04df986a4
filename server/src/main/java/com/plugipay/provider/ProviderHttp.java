package com.plugipay.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Calls providers over HTTP: every wait has an end, no answer is too large, no redirect is followed. When nothing
/// comes back it says whether the provider can have heard of it at all.
public final class ProviderHttp implements AutoCloseable {
    /// Time-outs and limits of one call.
    ///
    /// @param whole from the first byte sent to the last one read
    public record Limits(Duration connect, Duration whole, long maxBodyBytes) {
        public static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), 1024 * 1024);
    }

    /// One request. Its headers may hold secrets: in words they are left out.
    ///
    /// @param body null for a request without one
    public record Request(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
        @Override
        public String toString() {
            return method + " " + uri.getPath();
        }
    }

    /// What came of it.
    public sealed interface Reply {
        /// An answer, whatever it says.
        record Answered(int status, byte[] body, HttpHeaders headers) implements Reply {
            public Optional<String> header(String name) {
                return headers.firstValue(name);
            }
        }

        /// Nobody was reached: for certain nothing was sent.
        record NotSent(String why) implements Reply {}

        /// It was sent, or may have been, and no whole answer came in time.
        record NoAnswer(String why) implements Reply {}
    }

    private final HttpClient client;
    private final Limits limits;
    private final BooleanSupplier isInTransaction;

    /// @param isInTransaction whether this thread holds one: then no call is made
    public ProviderHttp(Limits limits, BooleanSupplier isInTransaction) {
        this.limits = limits;
        this.isInTransaction = isInTransaction;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    public Reply send(Request request) {
        if (isInTransaction.getAsBoolean()) {
            throw new IllegalStateException("a provider is never called inside a transaction");
        }
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(
                built(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.maxBodyBytes()));
        try {
            HttpResponse<byte[]> response = sent.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answered(response.statusCode(), response.body(), response.headers());
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Reply.NoAnswer("no answer within " + limits.whole().toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer("we are stopping");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest built(Request request) {
        byte[] body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(limits.whole())
                .method(
                        request.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }

    private static Reply failed(@Nullable Throwable cause) {
        String why = cause == null ? "unknown" : cause.getClass().getSimpleName();
        return switch (cause) {
            // Refused, no such host, or no connection in time: the request itself never left.
            case ConnectException _, HttpConnectTimeoutException _ -> new Reply.NotSent(why);
            case SSLHandshakeException _ -> new Reply.NotSent(why);
            case IOException _ -> new Reply.NoAnswer(why);
            case null, default -> new Reply.NoAnswer(why);
        };
    }
}
