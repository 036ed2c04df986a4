package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plugipay:*                  | payment  | read   | true
            plugipay:*                  | platform | read   | false
            plugipay:read               | payment  | read   | true
            plugipay:read               | payment  | write  | false
            plugipay:payment:*          | payment  | refund | true
            plugipay:payment:*          | customer | read   | false
            plugipay:payment:read       | payment  | read   | true
            plugipay:payment:read       | payment  | write  | false
            plugipay:payment:write      | payment  | create | true
            plugipay:payment:write      | payment  | read   | true
            plugipay:payment:write      | payment  | refund | false
            plugipay:payment:write      | payments | read   | false
            plugipay:pay                | payment  | read   | false
            plugipay:payment            | payment  | read   | false
            other:*                     | payment  | read   | false
            plugipay:platform:read      | platform | read   | true
            """)
    void a_granted_scope_allows_exactly_this(String granted, String resource, String action, boolean allowed) {
        assertThat(refusal(Caller.Kind.KEY, Set.of(granted), resource, action) == null)
                .isEqualTo(allowed);
    }

    @Test
    void a_key_lacks_a_scope_and_a_person_a_role() {
        assertThat(refusal(Caller.Kind.KEY, Set.of(), "payment", "read")).isEqualTo(ErrorCode.INSUFFICIENT_SCOPE);
        assertThat(refusal(Caller.Kind.PERSON, Set.of(), "payment", "read")).isEqualTo(ErrorCode.ROLE_FORBIDDEN);
    }

    private static @Nullable ErrorCode refusal(Caller.Kind kind, Set<String> scopes, String resource, String action) {
        try {
            new Caller(Requests.SCOPE, "Toko", kind, "key_1", "Kasir", null, scopes).needs(resource, action);
            return null;
        } catch (Rejected rejected) {
            return rejected.code();
        }
    }
}
