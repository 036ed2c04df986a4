package com.plugipay.dashboard;

import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A workspace at a glance, and what waits for a person: `dashboard/home.jte`.
///
/// @param groups only those in which something waits
public record HomePage(DashboardFrame dashboard, @Nullable Warning warning, LastAudit audit, List<Group> groups) {

    /// Things of one kind, those first that wait longest.
    ///
    /// @param kind `review`, `unapplied`, `attempt` or `refund`
    /// @param allUrl where all of them are; empty when they have no list
    public record Group(String kind, long total, String allUrl, List<Item> items) {}

    public record Item(String url, String amount, TimeText since) {}
}
