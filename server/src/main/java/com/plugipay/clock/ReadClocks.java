package com.plugipay.clock;

import com.plugipay.db.Database;
import com.plugipay.scope.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads how far the clocks are ahead into [WorkspaceTime]: all of them the first time, then what has moved since.
public final class ReadClocks {
    private static final int BATCH = 1_000;

    /// A move is dated before it is committed: what looks older than what was seen may be new.
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final Database database;
    private final ClockStore store;
    private final WorkspaceTime time;
    private Instant seen = Instant.EPOCH;

    public ReadClocks(Database database, ClockStore store, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.time = time;
    }

    /// Answers whose clocks had moved.
    public synchronized List<WorkspaceId> lookOnce() {
        var news = new ArrayList<WorkspaceId>();
        Instant after = seen.equals(Instant.EPOCH) ? seen : seen.minus(OVERLAP);
        String workspace = "";
        List<ClockStore.Moved> batch;
        do {
            Instant from = after;
            String last = workspace;
            batch = database.readAcrossWorkspaces(tx -> store.movedAcrossWorkspaces(tx, from, last, BATCH));
            for (ClockStore.Moved moved : batch) {
                if (time.raise(moved.workspace(), moved.offsetSec())) {
                    news.add(moved.workspace());
                }
                after = moved.movedAt();
                workspace = moved.workspace().text();
                seen = after;
            }
        } while (batch.size() == BATCH);
        return news;
    }
}
