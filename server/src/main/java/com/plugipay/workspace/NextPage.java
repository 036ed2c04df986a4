package com.plugipay.workspace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go on after signing in: only to a page of our dashboard, never to anywhere a link made up.
final class NextPage {
    private static final Pattern OURS = Pattern.compile("/dashboard/[A-Za-z0-9/_.?=&%-]{1,300}");

    private NextPage() {}

    /// The page asked for when it is one of ours, else empty: the start.
    static String orStart(@Nullable String asked) {
        boolean ours = asked != null && OURS.matcher(asked).matches() && !asked.contains("//") && !asked.contains("..");
        return asked != null && ours ? asked : "";
    }
}
