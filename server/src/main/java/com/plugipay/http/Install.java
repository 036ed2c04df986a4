package com.plugipay.http;

import com.plugipay.id.Id;
import com.plugipay.scope.WorkspaceId;

/// This install as the outside sees it.
///
/// @param baseUrl public address without a trailing slash
/// @param region stands in every arn
public record Install(String baseUrl, String region, String version) {
    public String arn(WorkspaceId workspace, String resource, Id id) {
        return "forjio:plugipay:" + region + ":" + workspace.text() + ":" + resource + "/" + id.text();
    }

    public String url(String path) {
        return baseUrl + path;
    }

    /// Whether nobody reaches it from elsewhere.
    public boolean isLoopback() {
        return baseUrl.matches("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
    }

    /// Whether pages are reached over TLS: then cookies are `__Host-` and HSTS is sent.
    public boolean isSecure() {
        return baseUrl.startsWith("https://");
    }
}
