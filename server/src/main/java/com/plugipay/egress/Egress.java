package com.plugipay.egress;

import com.plugipay.db.Database;
import com.plugipay.scope.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;

/// Calls what a merchant named. The name is resolved once, each of its addresses is checked, and the connection goes to
/// one that was. No redirect is followed, no cookie kept; every wait has an end, and no answer is too large.
public final class Egress implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final int MOST_AT_ONCE = 8;

    /// What came of a call.
    public sealed interface Fetched {
        record Body(byte[] bytes) implements Fetched {}

        /// The address is one that nobody may make us call.
        record Refused() implements Fetched {}

        record TooLarge() implements Fetched {}

        /// Too many calls at once: later it may go.
        record Busy() implements Fetched {}

        /// @param why in a few words, without anything that the other side said
        record Failed(String why) implements Fetched {}
    }

    private final EgressGuard guard;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Map<Mode, CloseableHttpClient> clients = new EnumMap<>(Mode.class);

    Egress(EgressGuard guard) {
        this.guard = guard;
    }

    /// @param mostBytes a longer answer is no answer
    public Fetched get(EgressUrl url, Mode mode, int mostBytes) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("nobody is called inside a transaction");
        }
        if (url.literal().filter(address -> !guard.in(mode).matches(address)).isPresent()) {
            return new Fetched.Refused();
        }
        var request = new HttpGet(url.uri());
        request.setHeader("User-Agent", "Plugipay");
        CloseableHttpClient open = open(mode);
        if (!places.tryAcquire()) {
            return new Fetched.Busy();
        }
        var task = new FutureTask<>((Callable<Fetched>) () -> {
            try {
                return open.execute(request, response -> read(response, mostBytes));
            } finally {
                places.release();
            }
        });
        Thread.ofVirtual().name("egress").start(task);
        return await(task, request);
    }

    /// However slowly the other side drips: then the call is cut off.
    private static Fetched await(FutureTask<Fetched> task, HttpGet request) {
        try {
            return task.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            return new Fetched.Failed("no whole answer in time");
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            return new Fetched.Failed("we are stopping");
        } catch (CancellationException e) {
            return new Fetched.Failed("cut off");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    private static Fetched failed(@Nullable Throwable cause) {
        if (cause instanceof FilteredHostException || cause instanceof UnknownHostException) {
            return new Fetched.Refused();
        }
        if (cause instanceof IOException || cause instanceof IllegalArgumentException) {
            return new Fetched.Failed("no answer");
        }
        throw new IllegalStateException(cause);
    }

    private static Fetched read(ClassicHttpResponse response, int mostBytes) throws IOException {
        if (response.getCode() != 200) {
            return new Fetched.Failed("answered " + response.getCode());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Fetched.Body(new byte[0]);
        }
        if (entity.getContentLength() > mostBytes) {
            return new Fetched.TooLarge();
        }
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? new Fetched.TooLarge() : new Fetched.Body(bytes);
        }
    }

    /// Made with the first call: an install that calls nobody does not load it.
    private synchronized CloseableHttpClient open(Mode mode) {
        return clients.computeIfAbsent(
                mode,
                of -> new HttpComponentsHttpClientBuilder()
                        .withCustomizer(builder -> builder.disableAutomaticRetries()
                                .disableAuthCaching()
                                // Never through a proxy of the JVM's: it would resolve the name where nobody checks.
                                .setRoutePlanner(new DefaultRoutePlanner(null)))
                        .build(HttpClientSettings.defaults()
                                .withRedirects(HttpRedirects.DONT_FOLLOW)
                                .withCookieHandling(HttpCookieHandling.DISABLE)
                                .withTimeouts(CONNECT, SILENCE)
                                .withInetAddressFilter(guard.in(of))));
    }

    @Override
    public synchronized void close() throws IOException {
        for (CloseableHttpClient client : clients.values()) {
            client.close();
        }
    }
}
