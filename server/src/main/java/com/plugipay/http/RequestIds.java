package com.plugipay.http;

import com.plugipay.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/// Names each request: the caller's own X-Request-Id when it is well-formed, else a new one.
public final class RequestIds {
    static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Ids ids;

    public RequestIds(Ids ids) {
        this.ids = ids;
    }

    /// The same answer for the same request, however often it is asked.
    public String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String sent = request.getHeader(HEADER);
        String id = sent != null && WELL_FORMED.matcher(sent).matches() ? sent : ids.next("req");
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
