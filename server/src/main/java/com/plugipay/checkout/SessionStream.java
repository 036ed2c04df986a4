package com.plugipay.checkout;

import com.plugipay.clock.Clocks;
import com.plugipay.db.Wakeups;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Json;
import com.plugipay.http.RateLimits;
import com.plugipay.payment.Attempt;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Sha256;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// A session's status as server-sent events, at least one at each change. Ends after ten minutes; browsers come back.
@ApiRoutes
final class SessionStream {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String TOO_MANY = "Too many streams are open. Poll /status.";
    private static final int LATER_SECONDS = 30;
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final int NUMBER_BYTES = 8;
    private static final int MOST_AT_ONCE = 2_000;
    /// What one holds of the heap while it waits, most of it buffers of its connection: measured, 142 kB.
    private static final int BYTES = 150 * 1024;

    /// A mobile network, a campus or an office is one address.
    private static final int MOST_OF_ADDRESS = 300;
    /// Of the same address when most places are taken: a few addresses do not take them all.
    private static final int MOST_WHEN_SCARCE = 40;

    /// Of one session at one address: tabs, phones, and those whose readers left a moment ago.
    private static final int MOST_OF_ONE = 20;

    private final SessionReader reader;
    private final PublicJson json;
    private final Wakeups wakeups;
    private final RateLimits limits;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final int scarce;

    SessionStream(SessionReader reader, PublicJson json, Wakeups wakeups, RateLimits limits) {
        this.reader = reader;
        this.json = json;
        this.wakeups = wakeups;
        this.limits = limits;
        // A quarter of the memory, and no setting makes more of it.
        long room = Math.min(MOST_AT_ONCE, Runtime.getRuntime().maxMemory() / 4 / BYTES);
        int all = (int) Math.min(room, limits.most(MOST_AT_ONCE));
        this.places = new Semaphore(all);
        this.scarce = all / 4;
    }

    @GetMapping("/public/checkout/sessions/{id}/stream")
    void stream(ApiRequest request, @PathVariable String id, HttpServletResponse response) throws IOException {
        limits.countVisit(RateLimits.Visit.STREAM, id, reader.knows(id), request.remoteAddress(), response);
        CheckoutSessionId sessionId = SessionReader.parse(id);
        Scope scope = reader.scopeOf(sessionId);
        String network = ClientAddress.network(request.remoteAddress());
        String one = network + " " + sessionId.text();
        if (!places.tryAcquire()) {
            throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, TOO_MANY, LATER_SECONDS);
        }
        if (!mayOpen(one, network)) {
            places.release();
            throw Rejected.later(ErrorCode.RATE_LIMITED, TOO_MANY, LATER_SECONDS);
        }
        try (Wakeups.Subscription changes = subscribe(scope, sessionId)) {
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            follow(
                    scope,
                    sessionId,
                    changes,
                    Objects.requireNonNullElse(request.header("Last-Event-ID"), ""),
                    response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
            free(one);
            free(network);
        }
    }

    /// In test mode the clock may be moved, which changes the time left.
    private Wakeups.Subscription subscribe(Scope scope, CheckoutSessionId id) {
        return scope.mode() == Mode.TEST
                ? wakeups.subscribe(id.text(), Clocks.topic(scope))
                : wakeups.subscribe(id.text());
    }

    /// One session at this address first, so that whoever opens many of one link takes no more than its share.
    private boolean mayOpen(String one, String network) {
        if (!take(one, MOST_OF_ONE)) {
            return false;
        }
        if (!take(network, places.availablePermits() < scarce ? MOST_WHEN_SCARCE : MOST_OF_ADDRESS)) {
            free(one);
            return false;
        }
        return true;
    }

    private boolean take(String whose, int most) {
        if (open.merge(whose, 1, Integer::sum) <= limits.most(most)) {
            return true;
        }
        free(whose);
        return false;
    }

    private void free(String whose) {
        open.computeIfPresent(whose, (_, count) -> count > 1 ? count - 1 : null);
    }

    /// @param heard what a reader who comes back has heard last, as its event was numbered: they are told only what is
    ///     different since, by whichever node they reach
    private void follow(Scope scope, CheckoutSessionId id, Wakeups.Subscription changes, String heard, OutputStream out)
            throws IOException, InterruptedException {
        long opened = System.nanoTime();
        String last = heard;
        boolean changed = heard.isEmpty();
        boolean first = true;
        out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
        while (System.nanoTime() - opened < LIFE.toNanos() && !wakeups.isClosed()) {
            SessionReader.Seen seen = reader.see(scope, id);
            String now = Json.text(json.status(seen));
            // Silence is broken by a comment, so that proxies keep the connection and a gone reader is noticed. What
            // was announced is told even when it reads the same: an attempt may have come and gone between two looks.
            String number = number(seen, now);
            boolean quiet = !changed && number.equals(last);
            out.write((quiet
                            ? (first ? time(seen) : "") + ":\n\n"
                            : "id: " + number + "\ndata: " + now + "\n\n" + time(seen))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            last = number;
            first = false;
            if (seen.session().state().isFinal()) {
                return;
            }
            changed = changes.await(untilNextLook(seen));
        }
    }

    /// The same on every node, and for all who may look: a digest of what is told, and of the last attempt.
    private static String number(SessionReader.Seen seen, String told) {
        Attempt last = seen.lastAttempt();
        String all = told + (last == null ? "" : last.id().text() + last.state().wire());
        return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), 0, NUMBER_BYTES);
    }

    /// What the clock says, for a page that counts down.
    private static String time(SessionReader.Seen seen) {
        return seen.session().scope().mode() == Mode.TEST
                ? "event: time\ndata: {\"now\":\"" + Json.time(seen.now()) + "\"}\n\n"
                : "";
    }

    /// A deadline passes without anybody announcing it: the session's, or that of what the customer holds.
    private static Duration untilNextLook(SessionReader.Seen seen) {
        Attempt live = seen.liveAttempt();
        Instant end = seen.session().expiresAt();
        boolean sooner = live != null && live.expiresAt().isBefore(end);
        Instant next = live != null && sooner ? live.expiresAt() : end;
        Duration left = Duration.between(seen.now(), next).plusMillis(20);
        return left.isNegative() || left.compareTo(QUIET) > 0 ? QUIET : left;
    }
}
