package com.plugipay.dashboard;

import com.plugipay.http.PageFrame;
import java.util.List;

/// What every dashboard page shares.
///
/// @param slug of the workspace, in every address
/// @param test the mode of this page, in every address too
/// @param otherModeUrl where the test/live switch leads: this page in the other mode, or its list when the object lives
///     in one mode only
/// @param csrf token of the signed-in person's forms
public record DashboardFrame(
        PageFrame frame,
        String workspaceName,
        String slug,
        boolean test,
        String otherModeUrl,
        Section active,
        String personName,
        String csrf) {

    /// A place of the navigation.
    public enum Section {
        HOME("home"),
        CHECKOUT_SESSIONS("checkout-sessions"),
        AUDIT_LOG("audit-log");

        private final String path;

        Section(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }

        public String key() {
            return "dashboard.nav." + path;
        }
    }

    public List<Section> sections() {
        return List.of(Section.values());
    }

    /// A path of this workspace in this mode.
    public String url(String path) {
        return "/dashboard/" + slug + "/" + (test ? "test" : "live") + "/" + path;
    }

    public String t(String key, Object... arguments) {
        return frame.t(key, arguments);
    }
}
