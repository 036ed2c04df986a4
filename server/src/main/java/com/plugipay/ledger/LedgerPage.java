package com.plugipay.ledger;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Balances, and below them the bookings of one page: `ledger/ledger.jte`.
///
/// @param code of the account that the bookings are narrowed to; null shows all
/// @param newerUrl null on the newest page
/// @param olderUrl null on the oldest page
public record LedgerPage(
        DashboardFrame dashboard,
        List<Balance> balances,
        List<Account> accounts,
        @Nullable String code,
        List<Booked> bookings,
        @Nullable String newerUrl,
        @Nullable String olderUrl) {

    /// An account as people and programs call it.
    public record Account(String code, String name) {}

    /// What is on an account in one currency.
    public record Balance(Account account, String currency, String debits, String credits, String balance) {}

    /// One booking with its lines.
    ///
    /// @param sourcePath of the object's page; null when it has none
    public record Booked(
            String txId,
            String title,
            @Nullable String memo,
            String sourceId,
            @Nullable String sourcePath,
            TimeText at,
            List<Line> lines) {
        public String shortSource() {
            return sourceId.length() <= 14
                    ? sourceId
                    : sourceId.substring(0, sourceId.indexOf('_') + 1) + "…"
                            + sourceId.substring(sourceId.length() - 8);
        }
    }

    public record Line(boolean debit, Account account, String amount) {}

    /// Nothing was ever booked here.
    public boolean isEmpty() {
        return balances.isEmpty();
    }
}
