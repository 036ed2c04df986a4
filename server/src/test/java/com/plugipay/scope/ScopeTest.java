package com.plugipay.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.id.Ids;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void modes_are_read_back_as_they_are_written() {
        for (Mode mode : Mode.values()) {
            assertThat(Mode.of(mode.wire())).isEqualTo(mode);
        }
        assertThatThrownBy(() -> Mode.of("TEST")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mode.of("*")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_workspace_id_can_never_be_the_policys_star() {
        assertThat(WorkspaceId.parse("*")).isEmpty();
        assertThatThrownBy(() -> new WorkspaceId("*")).isInstanceOf(IllegalArgumentException.class);
        WorkspaceId id = WorkspaceId.next(new Ids(InstantSource.system()));
        assertThat(WorkspaceId.parse(id.text())).contains(id);
    }
}
