package com.plugipay.checkout;

import com.plugipay.clock.DueStore;
import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// SQL of the sessions whose deadline has passed.
final class LapseStore {
    /// A session past its deadline.
    record Due(Scope scope, CheckoutSessionId id) {}

    private static final DueStore EXPIRING = new DueStore("checkout_session", "expires_at", "status = 'open'");

    private static final String SELECT = "select id, workspace_id, mode from checkout_session ";

    private static final String DUE = SELECT + "where id in (" + EXPIRING.acrossWorkspaces() + """
            )
             order by expires_at
             limit :most
            """;

    private static final String DUE_IN_WORKSPACE = SELECT + EXPIRING.inWorkspace();

    List<Due> dueAcrossWorkspaces(Tx tx, Instant now, int most) {
        return tx.sql(DUE)
                .param("now", Rows.at(now))
                .param("most", most)
                .query((row, n) -> read(row))
                .list();
    }

    List<Due> due(Tx tx, Scope scope, Instant moment, int most) {
        return tx.sql(DUE_IN_WORKSPACE)
                .param("workspace", scope.workspace().text())
                .param("moment", Rows.at(moment))
                .param("most", most)
                .query((row, n) -> read(row))
                .list();
    }

    Asked<Instant> nextDue(Tx tx, Scope scope, Instant after) {
        return EXPIRING.next(tx, scope, after);
    }

    private static Due read(ResultSet row) throws SQLException {
        return new Due(CheckoutStore.scope(row), new CheckoutSessionId(Rows.text(row, "id")));
    }
}
