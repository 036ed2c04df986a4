package com.plugipay.payment;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.scope.Scope;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A provider has called about a charge. What it sent is not believed: it is asked, under our own key.
public final class HearOfAttempt {
    /// What the call was about.
    ///
    /// @param adapter the provider that called
    /// @param attempt whose key it named, unverified
    /// @param reference the provider's own name for it, unverified
    public record Word(
            Scope scope,
            String adapter,
            AttemptId attempt,
            @Nullable String reference) {}

    /// What asking came to.
    public sealed interface Heard {
        /// The provider's answer is written down.
        ///
        /// @param payable what the charge is for
        record Settled(String payable) implements Heard {}

        /// There is money under a key of ours that nobody here knows: it was put aside.
        record Aside() implements Heard {}

        /// It is about something else.
        record Nothing() implements Heard {}

        /// The provider said nothing sure.
        record Unclear(@Nullable String payable) implements Heard {}
    }

    private final Database database;
    private final AttemptStore attempts;
    private final RunAttempt run;
    private final FindStrayMoney stray;

    HearOfAttempt(Database database, AttemptStore attempts, RunAttempt run, FindStrayMoney stray) {
        this.database = database;
        this.attempts = attempts;
        this.run = run;
        this.stray = stray;
    }

    /// @param alongside what else to write in the transaction that records it
    public void handle(Word word, Origin origin, BiConsumer<Tx, Heard> alongside) {
        Optional<Attempt> found = database.read(word.scope(), tx -> attempts.find(tx, word.scope(), word.attempt()));
        if (found.filter(attempt -> attempt.runBy().equals(word.adapter())).isPresent()) {
            Attempt attempt = found.get();
            run.hearOf(
                    attempt,
                    word.reference(),
                    origin,
                    (tx, news) -> alongside.accept(
                            tx, news ? new Heard.Settled(attempt.payable()) : new Heard.Unclear(attempt.payable())));
        } else if (isSomebodyElses(word)) {
            database.inTransaction(word.scope(), tx -> {
                alongside.accept(tx, new Heard.Nothing());
                return word;
            });
        } else {
            stray.handle(word, origin, alongside);
        }
    }

    /// Two workspaces may share an account at a provider, and each hears of the other's charges.
    private boolean isSomebodyElses(Word word) {
        return database.readAcrossWorkspaces(tx -> attempts.existsAcrossWorkspaces(tx, word.attempt()));
    }
}
