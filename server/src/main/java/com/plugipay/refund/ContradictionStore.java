package com.plugipay.refund;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of what providers say of refunds that failed here.
final class ContradictionStore {
    private static final int MOST = 100;

    private static final String COLUMNS = """
            select c.id, c.workspace_id, c.mode, c.refund_id, c.provider_reference, c.told_amount, c.told_currency,
                   c.told_at, c.answer, c.answered_by, c.answered_at, c.counted_refund_id
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

    private static final String OPEN = COLUMNS + """
              join refund r on r.id = c.refund_id
             where c.workspace_id = :workspace and c.mode = :mode and c.answer is null
            """;

    private static final String FIRST = """
             order by c.told_at, c.id
             limit 1
            """;

    private static final String OPEN_OF_PAYMENT = OPEN + " and r.payment_id = :id" + FIRST;

    private static final String OPEN_OF_UNAPPLIED = OPEN + " and r.unapplied_payment_id = :id" + FIRST;

    // What is told many times is one fact.
    private static final String TELL = """
            insert into refund_contradiction
                   (id, workspace_id, mode, refund_id, provider_reference, told_amount, told_currency, told_at, answer,
                    answered_by, answered_at)
            values (:id, :workspace, :mode, :refund, :reference, :toldAmount, :toldCurrency, :toldAt, :answer,
                    :answeredBy, :answeredAt)
            on conflict on constraint refund_contradiction_once do nothing
            """;

    private static final String ANSWER = """
            update refund_contradiction
               set answer = :answer, answered_by = :answeredBy, answered_at = :answeredAt, counted_refund_id = :counted
             where workspace_id = :workspace and mode = :mode and id = :id and answer is null
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

    /// One that waits for a person.
    Optional<Contradiction> open(Tx tx, Scope scope, PaymentId payment) {
        return open(tx, scope, OPEN_OF_PAYMENT, payment.text());
    }

    Optional<Contradiction> open(Tx tx, Scope scope, UnappliedPaymentId money) {
        return open(tx, scope, OPEN_OF_UNAPPLIED, money.text());
    }

    private static Optional<Contradiction> open(Tx tx, Scope scope, String sql, String id) {
        return tx.sql(sql)
                .params(Params.of(scope))
                .param("id", id)
                .query(ContradictionStore::read)
                .optional();
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
                answer == null
                        ? null
                        : new Contradiction.Answered(
                                Contradiction.Answer.of(answer),
                                Rows.text(row, "answered_by"),
                                Rows.instant(row, "answered_at"),
                                counted == null ? null : new RefundId(counted)));
    }
}
