package com.plugipay.inbound;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// SQL of the calls that were not taken in, by day.
final class TurnedAwayStore {
    /// How many of one line were.
    ///
    /// @param refused those of strangers
    /// @param refusedAt the last of them
    /// @param putOff those of the provider that came too often
    /// @param putOffAt the last of these
    record Count(
            CallbackLine line,
            long refused,
            @Nullable Instant refusedAt,
            long putOff,
            @Nullable Instant putOffAt) {}

    private static final String ADD = """
            insert into provider_refusal
                   (workspace_id, mode, adapter, day, refused, refused_at, put_off, put_off_at, last_at)
            select t.workspace_id, t.mode, t.adapter, greatest(t.refused_at, t.put_off_at) at time zone 'UTC',
                   t.refused, t.refused_at, t.put_off, t.put_off_at, greatest(t.refused_at, t.put_off_at)
              from unnest(cast(:workspaces as text[]), cast(:modes as text[]), cast(:adapters as text[]),
                          cast(:refused as bigint[]), cast(:refusedAt as timestamptz[]),
                          cast(:putOff as bigint[]), cast(:putOffAt as timestamptz[]))
                   as t (workspace_id, mode, adapter, refused, refused_at, put_off, put_off_at)
            on conflict (workspace_id, mode, adapter, day) do update
               set refused = provider_refusal.refused + excluded.refused,
                   refused_at = greatest(provider_refusal.refused_at, excluded.refused_at),
                   put_off = provider_refusal.put_off + excluded.put_off,
                   put_off_at = greatest(provider_refusal.put_off_at, excluded.put_off_at),
                   last_at = greatest(provider_refusal.last_at, excluded.last_at)
            """;

    private static final String FORGET = """
            delete from provider_refusal
             where (workspace_id, mode, adapter, day) in (select workspace_id, mode, adapter, day from provider_refusal
                                                           where last_at < :before limit :most)
            """;

    /// @param counts one for each line, always in the same order, so that two nodes do not wait for one another
    void addAcrossWorkspaces(Tx tx, List<Count> counts) {
        tx.sql(ADD)
                .param(
                        "workspaces",
                        texts(counts, one -> one.line().scope().workspace().text()))
                .param("modes", texts(counts, one -> one.line().scope().mode().wire()))
                .param("adapters", texts(counts, one -> one.line().adapter()))
                .param("refused", counts.stream().map(Count::refused).toArray(Long[]::new))
                .param("refusedAt", times(counts, Count::refusedAt))
                .param("putOff", counts.stream().map(Count::putOff).toArray(Long[]::new))
                .param("putOffAt", times(counts, Count::putOffAt))
                .update();
    }

    int forgetAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static @Nullable String[] times(List<Count> counts, Function<Count, @Nullable Instant> part) {
        var times = new @Nullable String[counts.size()];
        for (int i = 0; i < times.length; i++) {
            Instant at = part.apply(counts.get(i));
            times[i] = at == null ? null : Rows.at(at).toString();
        }
        return times;
    }

    private static String[] texts(List<Count> counts, Function<Count, String> part) {
        return counts.stream().map(part).toArray(String[]::new);
    }
}
