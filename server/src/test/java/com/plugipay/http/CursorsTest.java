package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.error.Rejected;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import com.plugipay.secret.Keys;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CursorsTest {
    private static final Instant AT = Instant.parse("2026-05-01T00:00:00.123Z");
    private static final Scope SCOPE = Requests.SCOPE;

    private final Cursors cursors = new Cursors(new Keys(new byte[32]));
    private final String cursor = cursors.next(Requests.list(SCOPE, "/v1/events", "type=a"), AT, "evt_1");

    private PageRequest page(Scope scope, String path, String... pairs) {
        Call call = Requests.list(scope, path, pairs);
        Query query = call.query();
        query.text("type", 100);
        PageRequest page = cursors.page(call, query);
        query.check();
        return page;
    }

    @Test
    void a_cursor_leads_back_to_its_place() {
        PageRequest page = page(SCOPE, "/v1/events", "type=a", "cursor=" + cursor);
        assertThat(page.after()).isEqualTo(new PageRequest.After(AT, "evt_1"));
        assertThat(page.ascending()).isFalse();
    }

    @Test
    void it_may_go_on_with_another_limit_and_under_the_other_prefix() {
        assertThat(page(SCOPE, "/api/v1/events", "limit=5", "type=a", "cursor=" + cursor)
                        .after())
                .isNotNull();
    }

    @Test
    void it_works_for_no_other_list_filter_order_workspace_or_mode() {
        refused(SCOPE, "/v1/payments", "type=a", "cursor=" + cursor);
        refused(SCOPE, "/v1/events", "type=b", "cursor=" + cursor);
        refused(SCOPE, "/v1/events", "cursor=" + cursor);
        refused(SCOPE, "/v1/events", "type=a", "order=asc", "cursor=" + cursor);
        refused(new Scope(SCOPE.workspace(), Mode.LIVE), "/v1/events", "type=a", "cursor=" + cursor);
        WorkspaceId other = WorkspaceId.next(new Ids(InstantSource.system()));
        refused(new Scope(other, Mode.TEST), "/v1/events", "type=a", "cursor=" + cursor);
    }

    @Test
    void a_changed_cursor_is_noticed() {
        for (int i = 0; i < cursor.length(); i++) {
            // The last character of base64 may carry bits that mean nothing.
            char other = cursor.charAt(i) == 'A' ? 'Q' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            refused(SCOPE, "/v1/events", "type=a", "cursor=" + changed);
        }
        for (String nonsense : new String[] {"", "cur_", "cur_AAAA", "cur_!", "x", cursor + "A", cursor + cursor}) {
            refused(SCOPE, "/v1/events", "type=a", "cursor=" + nonsense);
        }
    }

    private void refused(Scope scope, String path, String... pairs) {
        assertThatThrownBy(() -> page(scope, path, pairs))
                .as(String.join("&", pairs))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.details().getFirst().param()).isEqualTo("cursor"));
    }
}
