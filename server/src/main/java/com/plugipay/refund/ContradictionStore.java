package com.plugipay.refund;

import com.plugipay.clock.DueStore;
import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.Watch;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of what providers say of refunds that failed here.
final class ContradictionStore {
    private static final int MOST = 100;

    private static final String COLUMNS = """
            select c.id, c.workspace_id, c.mode, c.refund_id, c.provider_reference, c.told_amount, c.told_currency,
                   c.told_at, c.on_its_way, c.next_check_at, c.checks, c.answer, c.answered_by, c.answered_at,
                   c.counted_refund_id
              from refund_contradiction c
            """;

    private static final String LOCK = COLUMNS + """
             where c.workspace_id = :workspace and c.mode = :mode and c.refund_id = :refund and c.id = :id
               for update
            """;

    private static final String OF_REFUNDS = COLUMNS + """
             where c.workspace_id = :workspace and c.mode = :mode and c.refund_id in (:refunds)
             order by c.told_at desc, c.id desc
             limit :most
            """;

    // What went back of money concerns all that was made of it: the payment it became, and the rest that stayed aside.
    private static final String OPEN = """
            with recursive money as (
                select id, split_from from unapplied_payment
                 where workspace_id = :workspace and mode = :mode and id = :money
                union all
                select u.id, u.split_from from unapplied_payment u join money m on u.id = m.split_from
                 where u.workspace_id = :workspace and u.mode = :mode)
            """ + COLUMNS + """
              join refund r on r.id = c.refund_id
             where c.workspace_id = :workspace and c.mode = :mode and c.answer is null
               and (r.payment_id = :payment or r.unapplied_payment_id in (select id from money))
             order by c.told_at, c.id
             limit :most
            """;

    private static final DueStore ASKED =
            new DueStore("refund_contradiction", "next_check_at", "next_check_at is not null");

    private static final String DUE = COLUMNS + "where c.id in (" + ASKED.acrossWorkspaces() + """
            )
             order by c.next_check_at
             limit :most
            """;

    private static final String DUE_IN_WORKSPACE = COLUMNS + ASKED.inWorkspace();

    // What is told many times is one fact.
    private static final String TELL = """
            insert into refund_contradiction
                   (id, workspace_id, mode, refund_id, provider_reference, told_amount, told_currency, told_at,
                    on_its_way, next_check_at, checks, answer, answered_by, answered_at)
            values (:id, :workspace, :mode, :refund, :reference, :toldAmount, :toldCurrency, :toldAt,
                    :onItsWay, :nextCheckAt, :checks, :answer, :answeredBy, :answeredAt)
            on conflict do nothing
            """;

    private static final String ANSWER = """
            update refund_contradiction
               set answer = :answer, answered_by = :answeredBy, answered_at = :answeredAt, counted_refund_id = :counted,
                   next_check_at = null
             where workspace_id = :workspace and mode = :mode and id = :id and answer is null
            """;

    // Of two who saw the same, one changes a row.
    private static final String CLAIM = """
            update refund_contradiction
               set next_check_at = :nextCheckAt, checks = :checks
             where workspace_id = :workspace and mode = :mode and id = :id and answer is null
               and next_check_at = :seenNextCheckAt
            """;

    /// Whether it is news.
    boolean tell(Tx tx, Contradiction told) {
        return tx.sql(TELL).params(params(told)).update() == 1;
    }

    void answer(Tx tx, Contradiction answered) {
        tx.later(ANSWER, params(answered));
    }

    Optional<Contradiction> lock(Tx tx, Scope scope, RefundId refund, String id) {
        return tx.sql(LOCK)
                .params(Params.of(scope))
                .param("refund", refund.text())
                .param("id", id)
                .query(ContradictionStore::read)
                .optional();
    }

    /// Newest first.
    List<Contradiction> of(Tx tx, Refund refund) {
        return of(tx, refund.scope(), List.of(refund));
    }

    /// Newest first.
    List<Contradiction> of(Tx tx, Scope scope, List<Refund> refunds) {
        List<String> failed = refunds.stream()
                .filter(refund -> refund.state() instanceof Refund.State.Failed)
                .map(refund -> refund.id().text())
                .toList();
        return failed.isEmpty()
                ? List.of()
                : tx.sql(OF_REFUNDS)
                        .params(Params.of(scope))
                        .param("refunds", failed)
                        .param("most", MOST)
                        .query(ContradictionStore::read)
                        .list();
    }

    /// Those that wait for an answer and are about this payment or the money that it was made of, oldest first.
    List<Contradiction> open(Tx tx, Payment payment) {
        return open(tx, payment.scope(), payment.id().text(), payment.unapplied());
    }

    /// The same of money that was put aside.
    List<Contradiction> open(Tx tx, UnappliedPayment money) {
        return open(tx, money.scope(), null, money.id());
    }

    private static List<Contradiction> open(
            Tx tx, Scope scope, @Nullable String payment, @Nullable UnappliedPaymentId money) {
        return tx.sql(OPEN)
                .params(Params.of(scope))
                .param("payment", payment)
                .param("money", money == null ? null : money.text())
                .param("most", MOST)
                .query(ContradictionStore::read)
                .list();
    }

    /// Those that the provider is to be asked about now.
    List<Contradiction> dueAcrossWorkspaces(Tx tx, Instant now, int most) {
        return tx.sql(DUE)
                .param("now", Rows.at(now))
                .param("most", most)
                .query(ContradictionStore::read)
                .list();
    }

    List<Contradiction> due(Tx tx, Scope scope, Instant moment, int most) {
        return tx.sql(DUE_IN_WORKSPACE)
                .param("workspace", scope.workspace().text())
                .param("moment", Rows.at(moment))
                .param("most", most)
                .query(ContradictionStore::read)
                .list();
    }

    Asked<Instant> nextDue(Tx tx, Scope scope, Instant after) {
        return ASKED.next(tx, scope, after);
    }

    /// Takes it to ask the provider, from whoever else saw the same.
    void claim(Tx tx, Contradiction seen, Contradiction mine) {
        Map<String, @Nullable Object> params = params(mine);
        params.put("seenNextCheckAt", Rows.atOrNull(seen.watch().nextCheckAt()));
        tx.later(CLAIM, params);
    }

    private static Map<String, @Nullable Object> params(Contradiction one) {
        Map<String, @Nullable Object> params = Params.of(one.scope());
        Contradiction.Answered answered = one.answered();
        RefundId counted = answered == null ? null : answered.counted();
        params.put("id", one.id());
        params.put("refund", one.refund().text());
        params.put("reference", one.providerReference());
        params.put("toldAmount", one.told().minor());
        params.put("toldCurrency", one.told().currency().name());
        params.put("toldAt", Rows.at(one.toldAt()));
        params.put("onItsWay", one.onItsWay());
        params.put("nextCheckAt", Rows.atOrNull(one.watch().nextCheckAt()));
        params.put("checks", one.watch().checks());
        params.put("answer", answered == null ? null : answered.answer().wire());
        params.put("answeredBy", answered == null ? null : answered.by());
        params.put("answeredAt", answered == null ? null : Rows.at(answered.at()));
        params.put("counted", counted == null ? null : counted.text());
        return params;
    }

    private static Contradiction read(ResultSet row, int n) throws SQLException {
        String answer = Rows.textOrNull(row, "answer");
        String counted = Rows.textOrNull(row, "counted_refund_id");
        return new Contradiction(
                Rows.text(row, "id"),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                new RefundId(Rows.text(row, "refund_id")),
                Rows.text(row, "provider_reference"),
                new Money(row.getLong("told_amount"), Currency.valueOf(Rows.text(row, "told_currency"))),
                Rows.instant(row, "told_at"),
                row.getBoolean("on_its_way"),
                new Watch(Rows.instantOrNull(row, "next_check_at"), row.getInt("checks"), null),
                answer == null
                        ? null
                        : new Contradiction.Answered(
                                Contradiction.Answer.of(answer),
                                Rows.text(row, "answered_by"),
                                Rows.instant(row, "answered_at"),
                                counted == null ? null : new RefundId(counted)));
    }
}
