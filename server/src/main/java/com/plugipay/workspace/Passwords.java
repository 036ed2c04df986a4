package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Argon2id. Each hash takes 19 MB and tens of milliseconds, so only two run at once, and never while a connection
/// of the database is held.
final class Passwords {
    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 128;
    private static final int AT_ONCE = 2;
    private static final long MOST_WAIT_SECONDS = 10;
    /// Nobody's: what an unknown e-mail is compared with, so that its answer takes as long as a wrong password's.
    private static final String NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    String hash(String password) {
        return inTurn(() -> String.valueOf(encoder.encode(normal(password))));
    }

    /// @param hash null for an unknown person: never matches, and takes as long
    boolean matches(String password, @Nullable String hash) {
        boolean matches = inTurn(() -> encoder.matches(normal(password), hash == null ? NOBODYS : hash));
        return matches && hash != null;
    }

    /// Keyboards write the same letter in more than one way.
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("a password is hashed while a transaction is open");
        }
        try {
            if (!places.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "Many people are signing in. Try again soon.", 5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
