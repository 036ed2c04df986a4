package com.plugipay.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of a request that was refused or went wrong.
///
/// @param status of the answer; those without words of their own are told as 400 or 500
/// @param requestId shown so that a person can name it to us; null leaves it out
/// @param backUrl where to go on from here; null leaves the link out
/// @param retryUrl the page to try once more; null where that makes no sense
/// @param retrySeconds after how long it is tried by itself; 0 leaves that to the person
/// @param sessionId whose frame it fills, so that it can tell the shop's page; null on a page of its own
/// @param framedBy the origins that may show that frame
public record ErrorPage(
        PageFrame frame,
        int status,
        @Nullable String requestId,
        @Nullable String backUrl,
        @Nullable String retryUrl,
        long retrySeconds,
        @Nullable String sessionId,
        List<String> framedBy) {

    /// The prefix of this status' texts.
    public String key() {
        return "http.error."
                + switch (status) {
                    case 403, 404, 410, 413, 429, 503 -> status;
                    default -> status < 500 ? 400 : 500;
                };
    }
}
