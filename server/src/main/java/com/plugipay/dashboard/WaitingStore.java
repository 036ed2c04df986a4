package com.plugipay.dashboard;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;

/// SQL of what waits for a person.
final class WaitingStore {
    /// One thing that waits.
    ///
    /// @param kind `review`, `unapplied`, `attempt`, `refund` or `after-all`
    /// @param id of the object whose page it leads to: a session, unapplied money, or a payment
    /// @param total how many of its kind wait
    record Item(String kind, String id, Money amount, Instant since, long total) {}

    private static final String ITEMS = """
            (select 'review' as kind, id, amount, currency, claimed_at as since, count(*) over () as total
               from checkout_session
              where workspace_id = :workspace and mode = :mode and status = 'pending_review'
              order by claimed_at, id
              limit :most)
            union all
            (select 'unapplied', id, amount, currency, received_at, count(*) over ()
               from unapplied_payment
              where workspace_id = :workspace and mode = :mode and status = 'open'
              order by received_at, id
              limit :most)
            union all
            (select 'attempt', session_id, amount, currency, handed_over_at, count(*) over ()
               from payment_attempt
              where workspace_id = :workspace and mode = :mode and handed_over_at is not null
              order by handed_over_at, id
              limit :most)
            union all
            (select 'refund', coalesce(payment_id, unapplied_payment_id), amount, currency, handed_over_at,
                    count(*) over ()
               from refund
              where workspace_id = :workspace and mode = :mode and handed_over_at is not null
              order by handed_over_at, id
              limit :most)
            union all
            (select 'after-all', coalesce(r.payment_id, r.unapplied_payment_id), c.told_amount, c.told_currency,
                    c.told_at, count(*) over ()
               from refund_contradiction c
               join refund r on r.id = c.refund_id
              where c.workspace_id = :workspace and c.mode = :mode and c.answer is null
              order by c.told_at, c.id
              limit :most)
            """;

    // Counted to a hundred: the badge says no more.
    private static final String OPEN_MONEY = """
            select count(*) from (select 1 from unapplied_payment
                                   where workspace_id = :workspace and mode = :mode and status = 'open'
                                   limit 100) as open
            """;

    /// Of each kind those that wait longest.
    List<Item> items(Tx tx, Scope scope, int mostOfEach) {
        return tx.sql(ITEMS)
                .params(Params.of(scope))
                .param("most", mostOfEach)
                .query((row, n) -> new Item(
                        Rows.text(row, "kind"),
                        Rows.text(row, "id"),
                        new Money(row.getLong("amount"), Currency.valueOf(Rows.text(row, "currency"))),
                        Rows.instant(row, "since"),
                        row.getLong("total")))
                .list();
    }

    int openMoney(Tx tx, Scope scope) {
        return tx.sql(OPEN_MONEY).params(Params.of(scope)).query(Integer.class).single();
    }
}
