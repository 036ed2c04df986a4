package com.plugipay.http;

import com.plugipay.db.Asked;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Runs the writes of the API, each once per idempotency key: the record of the answer commits with the change.
///
/// Same key and same bytes: the same answer, byte for byte. Other bytes: 409. First call still running: 409.
public final class Writes {
    static final Duration KEPT_FOR = Duration.ofHours(24);
    private static final int FORGET_BATCH = 1_000;
    private static final int FORGET_ROUNDS = 100;
    private static final int FORM_TRIES = 50;
    private static final Duration FORM_PAUSE = Duration.ofMillis(100);
    private static final Duration CLAIM_LIFE = Duration.ofSeconds(60);

    /// One local write. `prepare` queues the questions it will need, so that they travel with the idempotency
    /// record; what it returns runs when the key turned out to be new.
    public interface Operation {
        Supplier<Answer> prepare(Tx tx);
    }

    /// One write that calls a provider between two transactions of its own.
    public interface RemoteOperation<C> {
        /// Commits the intention. May answer at once, when there is nothing to call.
        Step<C> claim(Tx tx);

        /// Goes on with what a server that died had claimed: finishes it, or answers what became of it meanwhile.
        ///
        /// @param made what the claim had made; null when nothing yet
        Step<C> takeOver(Tx tx, @Nullable String made);

        /// Calls with no transaction open, records in one of its own through `record`.
        Answer callAndRecord(C claimed, Recorder recorder);
    }

    /// What a claim leads to: a call to make, or an answer that needs none.
    public sealed interface Step<C> {
        /// @param made id of what the claim made, for whoever may have to take it over; null when nothing yet
        record Go<C>(C claimed, @Nullable String made) implements Step<C> {}

        record Done<C>(Answer answer) implements Step<C> {}
    }

    private sealed interface Begun<C> {
        record Replayed<C>(Answer answer) implements Begun<C> {}

        record Stepped<C>(Step<C> step) implements Begun<C> {}
    }

    /// Keeps the answer in the transaction that records the outcome.
    public interface Recorder {
        void keep(Tx tx, Answer answer);
    }

    private final Database database;
    private final IdempotencyStore store = new IdempotencyStore();
    private final Answers answers;
    private final InstantSource realTime;

    public Writes(Database database, Answers answers, InstantSource realTime) {
        this.database = database;
        this.answers = answers;
        this.realTime = realTime;
    }

    public ResponseEntity<byte[]> run(Call call, Operation operation) {
        return run(call.request(), call.scope(), operation);
    }

    /// A write that needs something from elsewhere first, got before its transaction: not for what was answered before,
    /// is running, or comes with other bytes.
    public <T> ResponseEntity<byte[]> run(Call call, Supplier<T> first, Function<T, Operation> operation) {
        IdempotencyStore.Key key = keyOf(call.request(), call.scope());
        if (key != null) {
            byte[] fingerprint = fingerprint(call.request());
            Instant now = now();
            Optional<Answer> before = database.inTransaction(call.scope(), tx -> {
                Asked<Boolean> locked = store.lock(tx, key);
                return replay(locked, store.find(tx, key, now.minus(KEPT_FOR)), fingerprint, now);
            });
            if (before.isPresent()) {
                return before.get().toResponse(true);
            }
        }
        return run(call, operation.apply(first.get()));
    }

    public ResponseEntity<byte[]> run(ApiRequest request, Scope scope, Operation operation) {
        IdempotencyStore.Key key = keyOf(request, scope);
        if (key == null) {
            return database.inTransaction(scope, tx -> operation.prepare(tx).get())
                    .toResponse(false);
        }
        byte[] fingerprint = fingerprint(request);
        try {
            Done done = once(key, fingerprint, operation);
            CrashPoint.reached("before-local-answer");
            return done.answer().toResponse(done.replayed());
        } catch (Rejected rejected) {
            return keepRefusal(request, key, fingerprint, rejected, now());
        }
    }

    /// Runs what a form asks for, once for each opened form: a double click, a retry or a reload answers what the
    /// first sending made. One that comes while the first still runs waits for it.
    ///
    /// @param route of the form, where its key counts
    /// @param content what was filled in: other content under the same key is refused
    public Answer runForm(Scope scope, String route, String formKey, byte[] content, Operation operation) {
        var key = new IdempotencyStore.Key(scope, "POST", route, checked(formKey));
        byte[] fingerprint = Sha256.of(content);
        return patiently(() -> once(key, fingerprint, operation).answer());
    }

    /// The same for a form whose doing calls a provider. What the provider refused is an answer like any other; what
    /// was refused before the call frees the form for another sending.
    public <C> Answer runRemoteForm(
            Scope scope, String route, String formKey, byte[] content, RemoteOperation<C> operation) {
        var key = new IdempotencyStore.Key(scope, "POST", route, checked(formKey));
        byte[] fingerprint = Sha256.of(content);
        Begun<C> begun = patiently(() -> begin(key, scope, fingerprint, operation, now()));
        return switch (begun) {
            case Begun.Replayed<C>(Answer answer) -> answer;
            case Begun.Stepped<C>(Step.Done<C>(Answer answer)) -> answer;
            case Begun.Stepped<C>(Step.Go<C>(C claimed, String _)) -> finish(scope, key, operation, claimed);
        };
    }

    private static <T> T patiently(Supplier<T> work) {
        for (int tries = 1; true; tries++) {
            try {
                return work.get();
            } catch (Rejected rejected) {
                if (rejected.code() != ErrorCode.IDEMPOTENCY_IN_PROGRESS || tries == FORM_TRIES) {
                    throw rejected;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(FORM_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inProgress();
        }
    }

    private record Done(Answer answer, boolean replayed) {}

    private Done once(IdempotencyStore.Key key, byte[] fingerprint, Operation operation) {
        Instant now = now();
        return database.inTransaction(key.scope(), tx -> {
            Asked<Boolean> locked = store.lock(tx, key);
            Asked<IdempotencyStore.Kept> kept = store.find(tx, key, now.minus(KEPT_FOR));
            Supplier<Answer> work = operation.prepare(tx);
            Optional<Answer> before = replay(locked, kept, fingerprint, now);
            if (before.isPresent()) {
                return new Done(before.get(), true);
            }
            Answer answer = work.get();
            store.keep(tx, key, fingerprint, answer, now, now.minus(KEPT_FOR));
            return new Done(answer, false);
        });
    }

    public <C> ResponseEntity<byte[]> runRemote(ApiRequest request, Scope scope, RemoteOperation<C> operation) {
        IdempotencyStore.Key key = keyOf(request, scope);
        Instant now = now();
        byte[] fingerprint = fingerprint(request);
        Begun<C> begun;
        try {
            begun = begin(key, scope, fingerprint, operation, now);
        } catch (Rejected rejected) {
            if (key == null) {
                throw rejected;
            }
            return keepRefusal(request, key, fingerprint, rejected, now);
        }
        CrashPoint.reached("after-claim");
        return switch (begun) {
            case Begun.Replayed<C>(Answer answer) -> answer.toResponse(true);
            case Begun.Stepped<C>(Step.Done<C>(Answer answer)) -> answer.toResponse(false);
            case Begun.Stepped<C>(Step.Go<C>(C claimed, String _)) ->
                finish(scope, key, operation, claimed).toResponse(false);
        };
    }

    private <C> Begun<C> begin(
            IdempotencyStore.@Nullable Key key,
            Scope scope,
            byte[] fingerprint,
            RemoteOperation<C> operation,
            Instant now) {
        return database.inTransaction(scope, tx -> {
            if (key == null) {
                return new Begun.Stepped<>(operation.claim(tx));
            }
            Asked<Boolean> locked = store.lock(tx, key);
            Asked<IdempotencyStore.Kept> kept = store.find(tx, key, now.minus(KEPT_FOR));
            Optional<Answer> before = replay(locked, kept, fingerprint, now);
            if (before.isPresent()) {
                return new Begun.Replayed<C>(before.get());
            }
            Optional<IdempotencyStore.Kept> left = kept.optional();
            Step<C> next = left.isPresent() ? operation.takeOver(tx, left.get().claimRef()) : operation.claim(tx);
            switch (next) {
                case Step.Done<C>(Answer answer) -> store.keep(tx, key, fingerprint, answer, now, now.minus(KEPT_FOR));
                case Step.Go<C>(C _, String made) -> store.claim(tx, key, fingerprint, made, now, now.minus(KEPT_FOR));
            }
            return new Begun.Stepped<>(next);
        });
    }

    /// Drops the answers that have been kept long enough.
    void forgetOldAnswers() {
        for (int i = 0; i < FORGET_ROUNDS; i++) {
            int dropped = database.inTransactionAcrossWorkspaces(
                    tx -> store.deleteOldAcrossWorkspaces(tx, now().minus(KEPT_FOR), FORGET_BATCH));
            if (dropped < FORGET_BATCH) {
                return;
            }
        }
    }

    private <C> Answer finish(
            Scope scope, IdempotencyStore.@Nullable Key key, RemoteOperation<C> operation, C claimed) {
        try {
            Answer recorded = operation.callAndRecord(claimed, (tx, answer) -> {
                if (key != null) {
                    store.finish(tx, key, answer);
                }
                CrashPoint.reached("before-record-commit");
            });
            CrashPoint.reached("before-answer");
            return recorded;
        } catch (Rejected rejected) {
            if (key != null) {
                database.inTransaction(scope, tx -> {
                    store.drop(tx, key);
                    return true;
                });
            }
            throw rejected;
        }
    }

    private Optional<Answer> replay(
            Asked<Boolean> locked, Asked<IdempotencyStore.Kept> kept, byte[] fingerprint, Instant now) {
        if (!locked.single()) {
            throw inProgress();
        }
        Optional<IdempotencyStore.Kept> found = kept.optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        IdempotencyStore.Kept record = found.get();
        if (!MessageDigest.isEqual(record.fingerprint(), fingerprint)) {
            throw new Rejected(
                    ErrorCode.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used for a request with other content.");
        }
        Integer status = record.status();
        byte[] body = record.body();
        if (status == null || body == null) {
            if (record.claimedAt().plus(CLAIM_LIFE).isAfter(now)) {
                throw inProgress();
            }
            return Optional.empty();
        }
        return Optional.of(new Answer(status, body));
    }

    /// The operation's own 402, 409 and 422 are part of its outcome: kept, once the change itself is rolled back.
    private ResponseEntity<byte[]> keepRefusal(
            ApiRequest request, IdempotencyStore.Key key, byte[] fingerprint, Rejected rejected, Instant now) {
        // Busy for a moment is no outcome: the key stays free for the try that comes when it was told to.
        boolean transientOnly = rejected.retryAfterSeconds() != null;
        boolean stored = !transientOnly
                && switch (rejected.code().status()) {
                    case 402, 422 -> true;
                    case 409 ->
                        rejected.code() != ErrorCode.IDEMPOTENCY_MISMATCH
                                && rejected.code() != ErrorCode.IDEMPOTENCY_IN_PROGRESS;
                    default -> false;
                };
        if (!stored) {
            throw rejected;
        }
        try {
            return database.inTransaction(key.scope(), tx -> {
                Asked<Boolean> locked = store.lock(tx, key);
                Asked<IdempotencyStore.Kept> kept = store.find(tx, key, now.minus(KEPT_FOR));
                Optional<Answer> before = replay(locked, kept, fingerprint, now);
                if (before.isPresent()) {
                    return before.get().toResponse(true);
                }
                Answer answer = answers.refusal(request.requestId(), rejected);
                store.keep(tx, key, fingerprint, answer, now, now.minus(KEPT_FOR));
                return answer.toResponse(false);
            });
        } catch (LostRace e) {
            throw inProgress();
        }
    }

    private static Rejected inProgress() {
        return Rejected.later(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS, "The first request with this Idempotency-Key is still running.", 1);
    }

    private static IdempotencyStore.@Nullable Key keyOf(ApiRequest request, Scope scope) {
        Optional<String> key = request.idempotencyKey();
        if (key.isEmpty()) {
            return null;
        }
        return new IdempotencyStore.Key(scope, request.method(), request.route(), checked(key.get()));
    }

    private static String checked(String key) {
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Rejected.invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        return key;
    }

    private static byte[] fingerprint(ApiRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String query = request.query();
            digest.update((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this JDK", e);
        }
    }

    private Instant now() {
        return realTime.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
