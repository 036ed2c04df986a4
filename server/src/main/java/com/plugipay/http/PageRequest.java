package com.plugipay.http;

import com.plugipay.db.Rows;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for: newest first by default, after the item where the last page ended.
public record PageRequest(
        int limit, boolean ascending, @Nullable After after) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /// The last item of the page before.
    public record After(Instant at, String id) {}

    public static PageRequest newest(int limit) {
        return new PageRequest(limit, false, null);
    }

    /// One more than asked for tells whether there is a next page.
    public int fetch() {
        return limit + 1;
    }

    /// As the statements of lists name it: `afterAt`, `afterId` and `fetch`.
    public void addTo(Map<String, @Nullable Object> params) {
        params.put("afterAt", after == null ? null : Rows.at(after.at()));
        params.put("afterId", after == null ? null : after.id());
        params.put("fetch", fetch());
    }
}
