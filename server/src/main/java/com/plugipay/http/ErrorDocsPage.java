package com.plugipay.http;

import java.util.List;

/// `/docs/errors`: `http/error-docs.jte`. For developers, so in English only.
public record ErrorDocsPage(PageFrame frame, List<Row> rows) {
    /// One code, and what to do about it.
    public record Row(String code, String status, String when, String advice) {}
}
