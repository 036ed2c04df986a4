package com.plugipay.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Request limits of this node: per workspace and mode for the API, per address for public routes. What costs the
/// database much is counted once more.
public final class RateLimits {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 200_000;

    /// What is limited, and to how many. A burst may use up several periods at once.
    public enum Kind {
        API_READ(100, SECOND, 2),
        API_WRITE(20, SECOND, 2),
        HEAVY(5, Duration.ofMinutes(1), 1),
        PUBLIC_READ(20, SECOND, 2),
        PUBLIC_WRITE(5, SECOND, 2),
        /// What names no checkout that this node knows: whoever guesses takes nothing from those who do not.
        GUESS(20, SECOND, 2),
        PAGE(20, SECOND, 2),
        PAGE_OF_ONE(5, SECOND, 4),
        /// Of a page without a stream, every three seconds: room for 300 of them behind one address.
        POLL(100, SECOND, 2),
        POLL_OF_ONE(5, SECOND, 4),
        /// They last for minutes; all of an address come back at once when the server was away.
        STREAM(20, SECOND, 15),
        STREAM_OF_ONE(2, SECOND, 10),
        /// Charges of one shop's customers from one address: many, for an address may be that of a whole mobile
        /// network.
        CHARGE(100, Duration.ofMinutes(10), 1),
        /// A provider calls for all of its merchants from a few addresses.
        CALLBACK(300, SECOND, 2),
        /// Of one provider to one shop: what a shop that creates as fast as it may has coming, a few for each payment.
        CALLBACK_OF_SHOP(60, SECOND, 2);

        private final int perPeriod;
        private final Duration period;
        private final int burst;

        Kind(int perPeriod, Duration period, int burst) {
            this.perPeriod = perPeriod;
            this.period = period;
            this.burst = burst;
        }
    }

    /// What open checkouts ask for, each counted apart: a crowd behind one address that asks for news keeps nobody from
    /// opening a page.
    public enum Visit {
        PAGE(Kind.PAGE_OF_ONE, Kind.PAGE),
        POLL(Kind.POLL_OF_ONE, Kind.POLL),
        STREAM(Kind.STREAM_OF_ONE, Kind.STREAM);

        private final Kind ofOne;
        private final Kind ofAll;

        Visit(Kind ofOne, Kind ofAll) {
            this.ofOne = ofOne;
            this.ofAll = ofAll;
        }
    }

    private record Key(Kind kind, String whose) {}

    private final double factor;
    private final InstantSource realTime;
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(FORGOTTEN_AFTER)
            .maximumSize(MOST_REMEMBERED)
            .build();

    /// @param factor multiplies every figure; 0 lifts them all
    public RateLimits(double factor, InstantSource realTime) {
        this.factor = factor;
        this.realTime = realTime;
    }

    public boolean lifted() {
        return factor == 0;
    }

    /// Counts a request that costs the database much, on top of what it counted as already.
    public void countHeavy(Scope scope, HttpServletResponse response) {
        count(Kind.HEAVY, whose(scope), response);
    }

    /// Counts what a provider certainly sent to one shop, on top of what its address counted as already: no shop takes
    /// up the share of the others that the same provider calls.
    public void countCallback(Scope scope, String adapter, HttpServletResponse response) {
        count(Kind.CALLBACK_OF_SHOP, whose(scope) + " " + adapter, response);
    }

    /// Counts a try to pay, on top of what it counted as already.
    public void countCharge(Scope scope, String address, HttpServletResponse response) {
        count(Kind.CHARGE, ClientAddress.network(address) + " " + whose(scope), response);
    }

    /// Counts what an open checkout asks for: first against the share of this one at this address, so that a flood of
    /// one link is stopped before it takes up what its neighbours at the address share.
    ///
    /// @param known this node has seen that the session exists
    public void countVisit(Visit visit, String session, boolean known, String address, HttpServletResponse response) {
        if (known) {
            count(visit.ofOne, ClientAddress.network(address) + " " + session, response);
            count(visit.ofAll, address, response);
        } else {
            count(Kind.GUESS, address, response);
        }
    }

    /// How many of something may be open at once.
    public int most(int usually) {
        return lifted() ? Integer.MAX_VALUE : (int) Math.max(1, Math.round(usually * factor));
    }

    static String whose(Scope scope) {
        return scope.workspace().text() + " " + scope.mode().wire();
    }

    /// Counts one request and writes the X-RateLimit headers. Throws when there were too many.
    ///
    /// @param whose a scope's, or an address: of IPv6 its network counts
    public void count(Kind kind, String whose, HttpServletResponse response) {
        if (lifted()) {
            return;
        }
        long perPeriod = Math.max(1, Math.round(kind.perPeriod * factor));
        long capacity = perPeriod * kind.burst;
        Bucket bucket = buckets.get(
                new Key(kind, ClientAddress.network(whose)),
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(perPeriod, kind.period))
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long resetSeconds = ceilSeconds(probe.getNanosToWaitForReset());
        response.setHeader("X-RateLimit-Limit", number(perPeriod));
        response.setHeader("X-RateLimit-Remaining", number(probe.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", number(realTime.instant().getEpochSecond() + resetSeconds));
        if (!probe.isConsumed()) {
            throw Rejected.later(
                    ErrorCode.RATE_LIMITED,
                    "Too many requests. Wait a moment and try again.",
                    Math.max(1, ceilSeconds(probe.getNanosToWaitForRefill())));
        }
    }

    private static long ceilSeconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%d", value);
    }
}
