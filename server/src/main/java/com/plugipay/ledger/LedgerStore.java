package com.plugipay.ledger;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All SQL of the ledger. Balances are sums: there is no row that every payment would have to wait for.
final class LedgerStore {
    /// What a list may be narrowed to; null means any.
    record Filter(
            @Nullable String code,
            @Nullable String sourceType,
            @Nullable String sourceId,
            @Nullable String txId,
            @Nullable Instant postedAfter,
            @Nullable Instant postedBefore) {}

    /// A booking as the dashboard lists it.
    record Booked(
            String txId,
            Booking.Kind kind,
            String sourceType,
            String sourceId,
            @Nullable String memo,
            Instant postedAt) {}

    private static final int MOST_ACCOUNTS = 200;

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

    private static final String COLUMNS = """
            select id, tx_id, code, direction, amount, currency, source_type, source_id, memo, posted_at
              from ledger_entry
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String FILTERS = """
               and (cast(:code as text) is null or code = :code)
               and (cast(:sourceType as text) is null or source_type = :sourceType)
               and (cast(:sourceId as text) is null or source_id = :sourceId)
               and (cast(:txId as text) is null or tx_id = :txId)
               and (cast(:postedAfter as timestamptz) is null or posted_at >= :postedAfter)
               and (cast(:postedBefore as timestamptz) is null or posted_at < :postedBefore)
            """;

    private static final String NEWEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (posted_at, id) < (:afterAt, :afterId))
             order by posted_at desc, id desc
             limit :fetch
            """;

    private static final String OLDEST = COLUMNS + FILTERS + """
               and (cast(:afterId as text) is null or (posted_at, id) > (:afterAt, :afterId))
             order by posted_at, id
             limit :fetch
            """;

    private static final String PERIOD = """
               and (cast(:from as timestamptz) is null or posted_at >= :from)
               and (cast(:to as timestamptz) is null or posted_at < :to)
               and (cast(:currency as text) is null or currency = :currency)
            """;

    private static final String COUNT_UP_TO =
            "select count(*) from (" + COLUMNS + PERIOD + " limit :most) as some_entry";

    /// A transaction that commits while we read is there with all its entries or with none: its place in this order
    /// is its own.
    private static final String PIECE = COLUMNS + PERIOD + """
               and (cast(:afterId as text) is null
                    or (posted_at >= :afterAt and (posted_at, tx_id, id) > (:afterAt, :afterTx, :afterId)))
             order by posted_at, tx_id, id
             limit :most
            """;

    private static final String BALANCES = """
            select code, currency,
                   cast(coalesce(sum(amount) filter (where direction = 'debit'), 0) as bigint) as debits,
                   cast(coalesce(sum(amount) filter (where direction = 'credit'), 0) as bigint) as credits
              from ledger_entry
             where workspace_id = :workspace and mode = :mode
             group by code, currency
             order by code, currency
             limit :most
            """;

    private static final String BOOKED = """
            select id, kind, source_type, source_id, memo, posted_at
              from ledger_tx
             where workspace_id = :workspace and mode = :mode
               and (cast(:code as text) is null
                    or exists (select 1 from ledger_entry entry
                                where entry.tx_id = ledger_tx.id and entry.code = :code))
            """;

    private static final String BOOKED_OLDER = BOOKED + """
               and (cast(:anchor as text) is null
                    or (posted_at, id) < (select anchor.posted_at, anchor.id from ledger_tx anchor
                                           where anchor.id = :anchor
                                             and anchor.workspace_id = :workspace and anchor.mode = :mode))
             order by posted_at desc, id desc
             limit :most
            """;

    private static final String BOOKED_NEWER = BOOKED + """
               and (posted_at, id) > (select anchor.posted_at, anchor.id from ledger_tx anchor
                                       where anchor.id = :anchor
                                         and anchor.workspace_id = :workspace and anchor.mode = :mode)
             order by posted_at, id
             limit :most
            """;

    private static final String OF_TRANSACTIONS = COLUMNS + """
               and tx_id in (:transactions)
             order by id
            """;

    void insert(Tx tx, Scope scope, TransactionId id, String[] entryIds, Booking booking, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
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

    List<LedgerEntry> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("code", filter.code());
        params.put("sourceType", filter.sourceType());
        params.put("sourceId", filter.sourceId());
        params.put("txId", filter.txId());
        params.put("postedAfter", Rows.atOrNull(filter.postedAfter()));
        params.put("postedBefore", Rows.atOrNull(filter.postedBefore()));
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query(LedgerStore::entry)
                .list();
    }

    /// Sums in every currency, by account.
    List<LedgerBalance> balances(Tx tx, Scope scope) {
        return tx.sql(BALANCES)
                .params(Params.of(scope))
                .param("most", MOST_ACCOUNTS)
                .query(LedgerStore::balance)
                .list();
    }

    /// How many entries a period has, without counting further than `most`.
    int countUpTo(Tx tx, Scope scope, LedgerCsv.Period period, int most) {
        return tx.sql(COUNT_UP_TO)
                .params(periodParams(scope, period))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /// The next entries of a period, oldest first.
    List<LedgerEntry> piece(Tx tx, Scope scope, LedgerCsv.Period period, @Nullable LedgerEntry after, int most) {
        Map<String, @Nullable Object> params = periodParams(scope, period);
        params.put("afterAt", after == null ? null : Rows.at(after.postedAt()));
        params.put("afterTx", after == null ? null : after.txId());
        params.put("afterId", after == null ? null : after.id());
        params.put("most", most);
        return tx.sql(PIECE).params(params).query(LedgerStore::entry).list();
    }

    /// The newest bookings, newest first; those before `anchor` when there is one.
    List<Booked> older(Tx tx, Scope scope, @Nullable String code, @Nullable String anchor, int most) {
        return booked(tx, BOOKED_OLDER, scope, code, anchor, most);
    }

    /// The bookings that follow `anchor`, newest first.
    List<Booked> newer(Tx tx, Scope scope, @Nullable String code, String anchor, int most) {
        return booked(tx, BOOKED_NEWER, scope, code, anchor, most).reversed();
    }

    private static List<Booked> booked(
            Tx tx, String sql, Scope scope, @Nullable String code, @Nullable String anchor, int most) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("code", code);
        params.put("anchor", anchor);
        params.put("most", most);
        return tx.sql(sql).params(params).query(LedgerStore::booked).list();
    }

    /// All entries of some transactions, in the order in which they were booked.
    List<LedgerEntry> ofTransactions(Tx tx, Scope scope, List<String> transactions) {
        return transactions.isEmpty()
                ? List.of()
                : tx.sql(OF_TRANSACTIONS)
                        .params(Params.of(scope))
                        .param("transactions", transactions)
                        .query(LedgerStore::entry)
                        .list();
    }

    private static Map<String, @Nullable Object> periodParams(Scope scope, LedgerCsv.Period period) {
        Map<String, @Nullable Object> params = Params.of(scope);
        Currency currency = period.currency();
        params.put("from", Rows.atOrNull(period.from()));
        params.put("to", Rows.atOrNull(period.to()));
        params.put("currency", currency == null ? null : currency.name());
        return params;
    }

    private static String[] texts(Booking booking, Function<Booking.Line, String> of) {
        List<Booking.Line> lines = booking.lines();
        return lines.stream().map(of).toArray(String[]::new);
    }

    private static LedgerEntry entry(ResultSet row, int n) throws SQLException {
        return new LedgerEntry(
                Rows.text(row, "id"),
                Rows.text(row, "tx_id"),
                Rows.text(row, "code"),
                Booking.Direction.of(Rows.text(row, "direction")),
                new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                Rows.text(row, "source_type"),
                Rows.text(row, "source_id"),
                Rows.textOrNull(row, "memo"),
                Rows.instant(row, "posted_at"));
    }

    private static LedgerBalance balance(ResultSet row, int n) throws SQLException {
        return new LedgerBalance(
                Rows.text(row, "code"),
                Currency.valueOf(Rows.text(row, "currency")),
                row.getLong("debits"),
                row.getLong("credits"));
    }

    private static Booked booked(ResultSet row, int n) throws SQLException {
        return new Booked(
                Rows.text(row, "id"),
                Booking.Kind.of(Rows.text(row, "kind")),
                Rows.text(row, "source_type"),
                Rows.text(row, "source_id"),
                Rows.textOrNull(row, "memo"),
                Rows.instant(row, "posted_at"));
    }
}
