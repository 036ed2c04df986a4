package com.plugipay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A server that may take any port takes one that nobody has.
class FreePortTest {
    private final List<Integer> tried = new ArrayList<>();

    @Test
    void another_one_is_taken_when_somebody_was_quicker() {
        int port = Running.onFreePort(free -> {
            tried.add(free);
            if (tried.size() < 3) {
                throw new IllegalStateException(
                        "did not start", new IllegalStateException(new BindException("in use")));
            }
            return free;
        });
        assertThat(tried).hasSize(3).endsWith(port);
    }

    @Test
    void it_does_not_try_without_end() {
        assertThatThrownBy(() -> Running.onFreePort(free -> {
                    tried.add(free);
                    throw new IllegalStateException(new BindException("in use"));
                }))
                .hasRootCauseInstanceOf(BindException.class);
        assertThat(tried).hasSize(5);
    }

    @Test
    void what_fails_otherwise_fails_at_once() {
        assertThatThrownBy(() -> Running.onFreePort(free -> {
                    tried.add(free);
                    throw new IllegalStateException("a wrong setting");
                }))
                .hasMessage("a wrong setting");
        assertThat(tried).hasSize(1);
    }
}
