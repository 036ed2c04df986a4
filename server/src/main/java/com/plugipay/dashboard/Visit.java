package com.plugipay.dashboard;

import com.plugipay.event.Origin;
import com.plugipay.http.Caller;
import com.plugipay.http.Language;
import com.plugipay.http.Pages;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Member;
import com.plugipay.workspace.SignedIn;
import com.plugipay.workspace.Workspace;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A signed-in person on a page of one workspace in one mode. To take one is to have checked the membership.
///
/// @param openMoney counts what waits in the money inbox, when a page asks
/// @param clockAheadSec how far the workspace's clock is ahead, when a page asks
public record Visit(
        SignedIn person,
        Member member,
        Mode mode,
        Language language,
        String ip,
        String requestId,
        IntSupplier openMoney,
        LongSupplier clockAheadSec) {
    public Workspace workspace() {
        return member.workspace();
    }

    public Caller caller() {
        return member.caller(mode, person);
    }

    public Scope scope() {
        return caller().scope();
    }

    /// @param formKey of the form that was sent; null for one without
    public Origin origin(@Nullable String formKey) {
        return new Origin(Origin.Source.DASHBOARD, caller().actor(), ip, requestId, formKey);
    }

    /// A path of this workspace in this mode.
    public String url(String path) {
        return url(mode, path);
    }

    /// @param path of this page, below workspace and mode
    /// @param otherModePath of what the test/live switch leads to, likewise
    public DashboardFrame frame(Pages pages, DashboardFrame.Section section, String path, String otherModePath) {
        Mode other = mode == Mode.TEST ? Mode.LIVE : Mode.TEST;
        return new DashboardFrame(
                pages.frame(language, url(path) + "?lang=" + language.other().code()),
                workspace().name(),
                workspace().slug(),
                mode == Mode.TEST,
                url(other, otherModePath),
                section,
                person.name(),
                person.csrf(),
                openMoney.getAsInt(),
                clockAheadSec.getAsLong());
    }

    private String url(Mode where, String path) {
        return "/dashboard/" + workspace().slug() + "/" + where.wire() + "/" + path;
    }
}
