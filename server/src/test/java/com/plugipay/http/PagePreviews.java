package com.plugipay.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Every page in every state and both languages.
final class PagePreviews {
    private PagePreviews() {}

    /// One of them, as `hosted-open-en`.
    static PreviewPage page(String name) {
        return Objects.requireNonNull(pages().get(name));
    }

    static Map<String, PreviewPage> pages() {
        Map<String, PreviewPage> pages = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            for (Map<String, PreviewPage> some : List.of(
                    HostedPreviews.of(language),
                    CustomerPreviews.of(language),
                    SessionPreviews.of(language),
                    DashboardPreviews.of(language))) {
                some.forEach((name, page) -> pages.put(name + "-" + language.code(), page));
            }
        }
        return pages;
    }
}
