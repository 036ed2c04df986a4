package com.plugipay.inbound;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what somebody sent who says that they are a provider: verified, then stored, and only then answered.
/// Nothing else happens here. Takes a Database: to verify may take a look at a certificate elsewhere.
final class ReceiveCallback {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveCallback.class);
    private static final int LONGEST_KEY = 200;

    private final Database database;
    private final VerifyCallback verify;
    private final ProviderEventStore store;
    private final TurnedAway turnedAway;
    private final Ids ids;
    private final WorkspaceTime time;

    ReceiveCallback(
            Database database,
            VerifyCallback verify,
            ProviderEventStore store,
            TurnedAway turnedAway,
            Ids ids,
            WorkspaceTime time) {
        this.database = database;
        this.verify = verify;
        this.store = store;
        this.turnedAway = turnedAway;
        this.ids = ids;
        this.time = time;
    }

    /// Whether it was the provider. A workspace that is not there, one without this adapter and a callback that is not
    /// genuine are the same.
    ///
    /// @param share throws when the line has used up its share; asked only of what is genuine, so that strangers
    ///     cannot use it up
    boolean handle(String accountId, String adapter, Callback callback, Consumer<CallbackLine> share) {
        return WorkspaceId.parse(accountId)
                .map(workspace -> new CallbackLine(new Scope(workspace, Mode.LIVE), adapter))
                .filter(line -> receive(line, callback, share))
                .isPresent();
    }

    private boolean receive(CallbackLine line, Callback callback, Consumer<CallbackLine> share) {
        Optional<CallbackCheck> check = verify.handle(line, callback);
        if (check.isEmpty()) {
            return false;
        }
        return switch (check.get()) {
            case CallbackCheck.Verified verified
            when isKept(verified.dedupeKey()) -> {
                takeShare(line, share);
                keep(line, verified, callback);
                yield true;
            }
            case CallbackCheck.Verified _ -> refused(line, "it cannot be told from its copies");
            case CallbackCheck.Refused(String why) -> refused(line, why);
        };
    }

    private void takeShare(CallbackLine line, Consumer<CallbackLine> share) {
        try {
            share.accept(line);
        } catch (Rejected tooMany) {
            turnedAway.putOff(line, time.now(line.scope()));
            throw tooMany;
        }
    }

    private void keep(CallbackLine line, CallbackCheck.Verified verified, Callback callback) {
        var arrived = new ProviderEventStore.Arrived(
                ids.next("pev"),
                line.adapter(),
                verified.dedupeKey(),
                named(verified.key()),
                named(verified.reference()),
                Json.text(kept(callback.headers())),
                callback.body());
        database.inTransaction(line.scope(), tx -> {
            store.arrived(tx, line.scope(), arrived, time.now(line.scope()));
            return arrived;
        });
    }

    private boolean refused(CallbackLine line, String why) {
        LOG.debug(
                "{}: a callback to {} was refused: {}", line.scope().workspace().text(), line.adapter(), why);
        turnedAway.refused(line, time.now(line.scope()));
        return false;
    }

    /// What can be no name of anything of ours is left out.
    private static @Nullable String named(@Nullable String text) {
        return text != null && isKept(text) ? text : null;
    }

    private static boolean isKept(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_KEY
                && text.chars().noneMatch(Character::isISOControl)
                && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /// What a signature hangs on; never a token.
    private static Map<String, String> kept(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.startsWith("paypal-") || name.equals("content-type") || name.equals("webhook-id")) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
