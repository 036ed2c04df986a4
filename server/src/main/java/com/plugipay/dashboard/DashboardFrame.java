package com.plugipay.dashboard;

import com.plugipay.http.PageFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What every dashboard page shares.
///
/// @param slug of the workspace, in every address
/// @param test the mode of this page, in every address too
/// @param otherModeUrl where the test/live switch leads: this page in the other mode, or its list when the object lives
///     in one mode only
/// @param csrf token of the signed-in person's forms
/// @param openMoney how much waits in the money inbox, counted to a hundred
/// @param clockAheadSec how far the test clock is ahead; 0 in live mode
public record DashboardFrame(
        PageFrame frame,
        String workspaceName,
        String slug,
        boolean test,
        String otherModeUrl,
        Section active,
        String personName,
        String csrf,
        int openMoney,
        long clockAheadSec) {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /// A place of the navigation.
    public enum Section {
        HOME("home", "M4 11l8-7 8 7v9H4zM10 20v-5h4v5"),
        CHECKOUT_SESSIONS("checkout-sessions", "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"),
        PAYMENTS("payments", "M3 6h18v12H3zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6M6.5 9.5v5M17.5 9.5v5"),
        INBOX("unapplied-payments", "M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 3h5L16 13h5"),
        LEDGER("ledger", "M12 6v15M12 6C10 4 7 4 3 4v15c4 0 7 0 9 2 2-2 5-2 9-2V4c-4 0-7 0-9 2z"),
        AUDIT_LOG("audit-log", "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4"),
        MAIL("mail", "M3 6h18v12H3zM3 7l9 7 9-7"),
        PAYMENT_METHODS(
                "settings/payment-methods",
                "M4 7h10M18 7h2M4 17h2M10 17h10M16 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4M8 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4"),
        PROVIDERS("settings/providers", "M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3"),
        MANUAL_PAYMENTS("settings/manual", "M3 9l9-5 9 5M4 9h16M6 9v8M10 9v8M14 9v8M18 9v8M3 20h18"),
        TEST_CLOCK("clock", "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l3 2");

        private final String path;
        private final String drawing;

        Section(String path, String drawing) {
            this.path = path;
            this.drawing = drawing;
        }

        /// The path of its icon, in a square of 24.
        public String drawing() {
            return drawing;
        }

        public String path() {
            return path;
        }

        public String key() {
            return "dashboard.nav." + path.replace('/', '-');
        }
    }

    public List<Section> sections() {
        return Stream.of(Section.values())
                .filter(section -> test || section != Section.TEST_CLOCK)
                .toList();
    }

    /// How far the test clock is ahead, in its two largest parts: `3 days 2 hours`.
    public String clockAhead() {
        var parts = new ArrayList<String>();
        add(parts, "days", clockAheadSec / DAY);
        add(parts, "hours", clockAheadSec % DAY / HOUR);
        add(parts, "minutes", clockAheadSec % HOUR / MINUTE);
        add(parts, "seconds", clockAheadSec % MINUTE);
        return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private void add(List<String> parts, String unit, long count) {
        if (count > 0) {
            parts.add(t("dashboard.clock." + unit + (count == 1 ? ".one" : ""), count));
        }
    }

    /// What waits at a place of the navigation, in a few characters; empty when nothing does.
    public String count(Section section) {
        return section != Section.INBOX || openMoney == 0 ? "" : openMoney > 99 ? "99+" : String.valueOf(openMoney);
    }

    /// A path of this workspace in this mode.
    public String url(String path) {
        return "/dashboard/" + slug + "/" + (test ? "test" : "live") + "/" + path;
    }

    public String t(String key, Object... arguments) {
        return frame.t(key, arguments);
    }
}
