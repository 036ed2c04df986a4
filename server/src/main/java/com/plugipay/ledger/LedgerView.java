package com.plugipay.ledger;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws the ledger for the merchant.
final class LedgerView {
    private static final String PATH = "ledger";

    private final Pages pages;

    LedgerView(Pages pages) {
        this.pages = pages;
    }

    /// What of the ledger is shown.
    ///
    /// @param code of the account it is narrowed to; null for all
    record Seen(
            @Nullable String code,
            List<LedgerBalance> balances,
            List<LedgerStore.Booked> bookings,
            List<LedgerEntry> entries,
            boolean hasNewer,
            boolean hasOlder) {}

    ResponseEntity<byte[]> ledger(Visit visit, Seen seen, Instant now) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.LEDGER, PATH, PATH);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), now);
        Map<String, List<LedgerEntry>> lines =
                seen.entries().stream().collect(Collectors.groupingBy(LedgerEntry::txId));
        var page = new LedgerPage(
                frame,
                seen.balances().stream().map(balance -> balance(frame, balance)).toList(),
                seen.balances().stream()
                        .map(LedgerBalance::code)
                        .distinct()
                        .map(code -> account(frame, code))
                        .toList(),
                seen.code(),
                seen.bookings().stream()
                        .map(booked -> booked(frame, times, booked, lines.getOrDefault(booked.txId(), List.of())))
                        .toList(),
                seen.hasNewer() ? url(frame, seen, "newer", seen.bookings().getFirst()) : null,
                seen.hasOlder() ? url(frame, seen, "older", seen.bookings().getLast()) : null);
        return pages.formHtml(200, frame.frame(), "ledger/ledger.jte", page);
    }

    private static String url(DashboardFrame frame, Seen seen, String way, LedgerStore.Booked from) {
        String code = seen.code();
        return frame.url(PATH) + "?" + (code == null ? "" : "code=" + code + "&") + way + "=" + from.txId()
                + "#entries";
    }

    private static LedgerPage.Balance balance(DashboardFrame frame, LedgerBalance balance) {
        return new LedgerPage.Balance(
                account(frame, balance.code()),
                balance.currency().name(),
                Money.display(balance.debits(), balance.currency()),
                Money.display(balance.credits(), balance.currency()),
                Money.display(balance.balance(), balance.currency()));
    }

    private static LedgerPage.Booked booked(
            DashboardFrame frame, TimeTexts times, LedgerStore.Booked booked, List<LedgerEntry> lines) {
        boolean session = booked.sourceType().equals(SourceType.CHECKOUT_SESSION.wire());
        return new LedgerPage.Booked(
                booked.txId(),
                frame.t("ledger.kind." + booked.kind().wire()),
                booked.memo(),
                booked.sourceId(),
                session ? frame.url("checkout-sessions/" + booked.sourceId()) : null,
                times.of(booked.postedAt()),
                lines.stream()
                        .map(line -> new LedgerPage.Line(
                                line.direction() == Booking.Direction.DEBIT,
                                account(frame, line.code()),
                                line.amount().display()))
                        .toList());
    }

    private static LedgerPage.Account account(DashboardFrame frame, String code) {
        int colon = code.indexOf(':');
        String family = colon < 0 ? code : code.substring(0, colon);
        String member = code.substring(colon + 1);
        String name = switch (family) {
            case "gateway" -> frame.t("ledger.account.gateway", capitalised(member));
            case "revenue" ->
                member.equals("checkout")
                        ? frame.t("ledger.account.revenue.checkout")
                        : frame.t("ledger.account.revenue", member);
            case "cash", "channel_fee", "refund", "unapplied", "adjustment", "payout", "gift_card" ->
                frame.t("ledger.account." + family);
            default -> frame.t("ledger.account.other", code);
        };
        return new LedgerPage.Account(code, name);
    }

    private static String capitalised(String adapter) {
        return Character.toUpperCase(adapter.charAt(0)) + adapter.substring(1);
    }
}
