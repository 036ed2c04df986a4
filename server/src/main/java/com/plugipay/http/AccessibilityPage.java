package com.plugipay.http;

import java.util.List;

/// `/accessibility`, what the payment pages do for everybody and where they fall short: `http/accessibility.jte`.
public record AccessibilityPage(PageFrame frame) {
    private static final List<String> WORKS =
            List.of("keyboard", "reader", "zoom", "colour", "motion", "script", "copy", "time");
    private static final List<String> LIMITS = List.of("code", "elsewhere", "deadline", "shop");

    public List<String> works() {
        return WORKS;
    }

    public List<String> limits() {
        return LIMITS;
    }
}
