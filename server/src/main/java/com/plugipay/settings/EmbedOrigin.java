package com.plugipay.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The origin of a site that may show the checkout in a frame, exactly as browsers write it: it goes into a header of
/// ours as it is, and is compared letter by letter.
final class EmbedOrigin {
    private static final int LENGTH = 260;
    private static final int LAST_PORT = 65_535;
    private static final String HOST = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*";
    private static final String PORT = "(?::([1-9][0-9]{0,4}))?";
    private static final Pattern SECURE = Pattern.compile("https://" + HOST + PORT);
    private static final Pattern HERE = Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1|\\[::1])" + PORT);

    private EmbedOrigin() {}

    /// `https` anywhere, `http` on this machine only.
    static boolean isOne(String text) {
        return text.length() <= LENGTH && (isOne(SECURE.matcher(text), 443) || isOne(HERE.matcher(text), 80));
    }

    /// What a person copied, as browsers write it.
    static String withoutUsualPort(String text) {
        return text.matches("https://.*[^:]:443|http://.*[^:]:80") ? text.substring(0, text.lastIndexOf(':')) : text;
    }

    /// Browsers leave the usual port out, so nobody ever comes from an origin that names it.
    private static boolean isOne(Matcher origin, int usualPort) {
        if (!origin.matches()) {
            return false;
        }
        String port = origin.group(1);
        if (port == null) {
            return true;
        }
        int number = Integer.parseInt(port);
        return number != usualPort && number <= LAST_PORT;
    }
}
