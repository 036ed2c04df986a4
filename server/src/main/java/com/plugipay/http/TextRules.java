package com.plugipay.http;

import org.jspecify.annotations.Nullable;

/// What text from outside may hold: no control characters (newline and tab only where there may be several lines), no
/// half of a surrogate pair. What passes is kept and answered byte for byte.
public final class TextRules {
    private TextRules() {}

    /// What is wrong with the text, completing "name …", or null when it is fine. Length counts characters as
    /// people see code points.
    public static @Nullable String problem(String text, int minLength, int maxLength) {
        return problem(text, minLength, maxLength, false);
    }

    /// The same for text of several lines.
    public static @Nullable String problemOfLines(String text, int minLength, int maxLength) {
        return problem(text, minLength, maxLength, true);
    }

    private static @Nullable String problem(String text, int minLength, int maxLength, boolean lines) {
        int length = text.codePointCount(0, text.length());
        if (length < minLength || length > maxLength) {
            return minLength == 0
                    ? "must have at most " + maxLength + " characters"
                    : "must have " + minLength + " to " + maxLength + " characters";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "holds half a character (a lone surrogate)";
            } else if (Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t'))) {
                return "holds a control character";
            }
        }
        return null;
    }
}
