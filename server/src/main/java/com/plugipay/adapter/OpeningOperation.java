package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Writes;
import com.plugipay.http.Writes.Step;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.scope.Scope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Opening an account below the operator's as a write that happens once for each key: wished for and committed, then
/// asked for with nothing open.
final class OpeningOperation implements Writes.RemoteOperation<OpenManaged.Begun> {
    private final Database database;
    private final OpenManaged open;
    private final Scope scope;
    private final Origin origin;
    private final Function<Tx, OpenManaged.Begun> begin;
    private final Function<ManagedAccount, Answer> answer;

    /// @param begin reads what is wished for, or refuses
    /// @param answer what whoever asked is told
    OpeningOperation(
            Database database,
            OpenManaged open,
            Scope scope,
            Origin origin,
            Function<Tx, OpenManaged.Begun> begin,
            Function<ManagedAccount, Answer> answer) {
        this.database = database;
        this.open = open;
        this.scope = scope;
        this.origin = origin;
        this.begin = begin;
        this.answer = answer;
    }

    @Override
    public Step<OpenManaged.Begun> claim(Tx tx) {
        return new Step.Go<>(begin.apply(tx), null);
    }

    @Override
    public Step<OpenManaged.Begun> takeOver(Tx tx, @Nullable String made) {
        return claim(tx);
    }

    @Override
    public Answer callAndRecord(OpenManaged.Begun begun, Writes.Recorder recorder) {
        ManagedAccounts.Answer said = open.ask(begun);
        if (said instanceof ManagedAccounts.Answer.Refused) {
            database.inTransaction(scope, tx -> {
                open.giveUp(tx, begun);
                return begun;
            });
        }
        return database.inTransaction(scope, tx -> {
            Answer made = answer.apply(open.keep(tx, begun, said, origin));
            recorder.keep(tx, made);
            return made;
        });
    }
}
