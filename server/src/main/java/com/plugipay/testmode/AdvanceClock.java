package com.plugipay.testmode;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.ClockStore;
import com.plugipay.clock.WorkspaceClock;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;

/// Promises to move a workspace's test clock ahead. One advance runs at a time; [RunClock] keeps the promise.
final class AdvanceClock {
    /// An advance that has begun.
    ///
    /// @param fromSec where the clock stood
    /// @param by its name, by which it holds the clock
    record Moving(long fromSec, long targetSec, String by) {}

    private final ClockStore store;
    private final AuditLog audit;
    private final Ids ids;
    private final WorkspaceTime time;

    AdvanceClock(ClockStore store, AuditLog audit, Ids ids, WorkspaceTime time) {
        this.store = store;
        this.audit = audit;
        this.ids = ids;
        this.time = time;
    }

    /// Refused for a moment while another advance runs.
    Moving handle(Tx tx, Scope scope, long sec, Origin origin) {
        WorkspaceClock clock = free(tx, scope);
        long target = Math.addExact(clock.targetSec(), sec);
        if (target > WorkspaceClock.MOST_SEC) {
            throw new Rejected(ErrorCode.CONFLICT, "The test clock goes no further than a hundred years ahead.");
        }
        audit.write(
                tx,
                scope,
                origin,
                "test_clock.advanced",
                "workspace",
                scope.workspace().text(),
                offset(clock.targetSec()),
                offset(target),
                time.now(scope));
        return begin(tx, scope, clock, target);
    }

    /// Goes on with what was promised by a server that died.
    Moving takeUp(Tx tx, Scope scope) {
        WorkspaceClock clock = free(tx, scope);
        return begin(tx, scope, clock, clock.targetSec());
    }

    private WorkspaceClock free(Tx tx, Scope scope) {
        WorkspaceClock clock = store.lock(tx, scope);
        if (clock.moving()) {
            throw Rejected.later(ErrorCode.CONFLICT, "The test clock is being advanced already.", 1);
        }
        return clock;
    }

    private Moving begin(Tx tx, Scope scope, WorkspaceClock clock, long target) {
        var moving = new Moving(clock.offsetSec(), target, ids.next("adv"));
        store.begin(tx, scope, target, moving.by());
        return moving;
    }

    private static String offset(long sec) {
        return "{\"offsetSec\":" + sec + "}";
    }
}
