package com.plugipay.inbound;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// SQL of the calls that were not taken in, by day.
final class TurnedAwayStore {
    /// How many of one line were.
    ///
    /// @param refused those of strangers
    /// @param putOff those of the provider that came too often
    record Count(CallbackLine line, long refused, long putOff, Instant lastAt) {}

    private static final String ADD = """
            insert into provider_refusal (workspace_id, mode, adapter, day, refused, put_off, last_at)
            select t.workspace_id, t.mode, t.adapter, t.last_at at time zone 'UTC', t.refused, t.put_off, t.last_at
              from unnest(cast(:workspaces as text[]), cast(:modes as text[]), cast(:adapters as text[]),
                          cast(:refused as bigint[]), cast(:putOff as bigint[]), cast(:lastAt as timestamptz[]))
                   as t (workspace_id, mode, adapter, refused, put_off, last_at)
            on conflict (workspace_id, mode, adapter, day) do update
               set refused = provider_refusal.refused + excluded.refused,
                   put_off = provider_refusal.put_off + excluded.put_off,
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
                .param("putOff", counts.stream().map(Count::putOff).toArray(Long[]::new))
                .param("lastAt", texts(counts, one -> Rows.at(one.lastAt()).toString()))
                .update();
    }

    int forgetAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static String[] texts(List<Count> counts, Function<Count, String> part) {
        return counts.stream().map(part).toArray(String[]::new);
    }
}
