package com.plugipay.ledger;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All SQL of the ledger.
final class LedgerStore {
    /// The transaction comes last, so that the statement changes one row however many entries it writes.
    private static final String INSERT = """
            with entries as (
                insert into ledger_entry (id, workspace_id, mode, tx_id, code, direction, amount, currency,
                                          source_type, source_id, memo, posted_at)
                select line.id, :workspace, :mode, :tx, line.code, line.direction, line.amount, line.currency,
                       :sourceType, :sourceId, cast(:memo as text), :postedAt
                  from unnest(cast(:ids as text[]), cast(:codes as text[]), cast(:directions as text[]),
                              cast(:amounts as bigint[]), cast(:currencies as text[]))
                       as line (id, code, direction, amount, currency)
            )
            insert into ledger_tx (id, workspace_id, mode, kind, fact_id, source_type, source_id, memo, posted_at)
            values (:tx, :workspace, :mode, :kind, :factId, :sourceType, :sourceId, :memo, :postedAt)
            """;

    void insert(Tx tx, Scope scope, TransactionId id, String[] entryIds, Booking booking, Instant now) {
        Map<String, @Nullable Object> params = scopeParams(scope);
        params.put("tx", id.text());
        params.put("kind", booking.kind().wire());
        params.put("factId", booking.factId());
        params.put("sourceType", booking.sourceType().wire());
        params.put("sourceId", booking.sourceId());
        params.put("memo", booking.memo());
        params.put("postedAt", Rows.at(now));
        params.put("ids", entryIds);
        params.put("codes", texts(booking, line -> line.account().code()));
        params.put("directions", texts(booking, line -> line.direction().wire()));
        params.put(
                "amounts",
                booking.lines().stream().map(line -> line.amount().minor()).toArray(Long[]::new));
        params.put("currencies", texts(booking, line -> line.amount().currency().name()));
        tx.later(INSERT, params);
    }

    private static String[] texts(Booking booking, Function<Booking.Line, String> of) {
        List<Booking.Line> lines = booking.lines();
        return lines.stream().map(of).toArray(String[]::new);
    }

    private static Map<String, @Nullable Object> scopeParams(Scope scope) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        return params;
    }
}
