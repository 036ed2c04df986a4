package com.plugipay.clock;

import com.plugipay.db.Tx;
import com.plugipay.db.Wakeups;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this node's [WorkspaceTime] in step with the others': at once with what is moved here, by a wake-up with what
/// is moved elsewhere, and by a look each second in case the wake-up is lost.
public final class Clocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);
    private static final String MOVED = "workspace_clock";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ReadClocks read;
    private final WorkspaceTime time;
    private final Wakeups wakeups;
    private volatile boolean closed;
    private @Nullable Thread following;

    Clocks(ReadClocks read, WorkspaceTime time, Wakeups wakeups) {
        this.read = read;
        this.time = time;
        this.wakeups = wakeups;
    }

    /// What open pages of a workspace in test mode wait for, beside their own news.
    public static String topic(Scope scope) {
        return MOVED + ":" + scope.workspace().text();
    }

    /// This node goes by the new time once the move is committed.
    ///
    /// @param tell whether others are to hear of it now, or with the next step
    public void moved(Tx tx, Scope scope, long offsetSec, boolean tell) {
        tx.afterCommit(() -> {
            time.raise(scope.workspace(), offsetSec);
            if (tell) {
                wake(scope.workspace());
            }
        });
        if (tell) {
            wakeups.announceAfterCommit(tx, MOVED);
        }
    }

    /// Somebody has just read this in the database.
    public void seen(Scope scope, long offsetSec) {
        if (time.raise(scope.workspace(), offsetSec)) {
            wake(scope.workspace());
        }
    }

    public void start() {
        following = Thread.ofVirtual().name("workspace-clocks").start(this::follow);
    }

    @Override
    public void close() {
        closed = true;
        if (following != null) {
            following.interrupt();
        }
    }

    private void wake(WorkspaceId workspace) {
        wakeups.wake(MOVED + ":" + workspace.text());
    }

    private void follow() {
        try (Wakeups.Subscription moves = wakeups.subscribe(MOVED)) {
            while (!closed && !wakeups.isClosed()) {
                look();
                moves.await(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            // Pages hear of it only now: told sooner, they would still read the old time.
            read.lookOnce().forEach(this::wake);
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warn("the clocks of workspaces could not be read, trying again", e);
            }
        }
    }
}
