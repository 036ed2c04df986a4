package com.plugipay.workspace;

import com.plugipay.http.PageFrame;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/login`: `workspace/login.jte`.
///
/// @param next the page to go on to, empty for the start
/// @param notice why the page is shown; null at first sight
public record LoginPage(
        PageFrame frame,
        String csrf,
        String email,
        String next,
        @Nullable Notice notice) {
    public enum Notice {
        WRONG,
        TOO_MANY,
        SIGNED_OUT,
        ENDED;

        public String key() {
            return "workspace.login.notice." + name().toLowerCase(Locale.ROOT);
        }

        public boolean bad() {
            return this == WRONG || this == TOO_MANY;
        }
    }
}
