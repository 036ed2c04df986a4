package com.plugipay.http;

import java.nio.charset.StandardCharsets;

/// A page with all that it says, to be rendered.
record PreviewPage(String template, Object page) {
    private static final Templates TEMPLATES = new Templates();

    String html() {
        return new String(TEMPLATES.render(template, page), StandardCharsets.UTF_8);
    }
}
