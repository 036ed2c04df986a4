package com.plugipay.sandboxproviders.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers answers by idempotency key; one call at a time for one key.
public final class Replay {
    private final WireClock clock;
    private final Duration life;
    private final Map<String, Kept> kept = new HashMap<>();

    private static final class Kept {
        final Instant until;
        final String body;

        @Nullable
        Answer answer;

        Kept(Instant until, String body) {
            this.until = until;
            this.body = body;
        }
    }

    public Replay(WireClock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /// The kept answer, or the work's, which is kept when it succeeded. `busy` answers while the first call works,
    /// `other` when the key was used with another body.
    public Answer once(String key, byte[] body, Supplier<Answer> work, Supplier<Answer> busy, Supplier<Answer> other) {
        return once(key, body, work, Answer::succeeded, busy, other);
    }

    /// The same for any body; `good` tells which answers are kept.
    public Answer onceIf(String key, Supplier<Answer> work, Predicate<Answer> good, Supplier<Answer> busy) {
        return once(key, new byte[0], work, good, busy, null);
    }

    private Answer once(
            String key,
            byte[] body,
            Supplier<Answer> work,
            Predicate<Answer> good,
            Supplier<Answer> busy,
            @Nullable Supplier<Answer> other) {
        Kept mine = new Kept(clock.instant().plus(life), digest(body));
        synchronized (kept) {
            forget();
            Kept first = kept.putIfAbsent(key, mine);
            if (first != null) {
                if (other != null && !first.body.equals(mine.body)) {
                    return other.get();
                }
                return first.answer == null ? busy.get() : first.answer;
            }
        }
        Answer answer = null;
        try {
            answer = work.get();
            return answer;
        } finally {
            synchronized (kept) {
                if (answer != null && good.test(answer)) {
                    mine.answer = answer;
                } else {
                    kept.remove(key);
                }
            }
        }
    }

    private void forget() {
        Instant now = clock.instant();
        for (Iterator<Kept> all = kept.values().iterator(); all.hasNext(); ) {
            if (all.next().until.isBefore(now)) {
                all.remove();
            }
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
