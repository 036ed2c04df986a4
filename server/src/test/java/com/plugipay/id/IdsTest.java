package com.plugipay.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-05-01T00:00:00Z"));
    private final Ids ids = new Ids(clock::get);

    @Test
    void an_id_is_its_prefix_and_a_ulid_that_tells_the_time() {
        String id = ids.next("cs");

        assertThat(id).matches("cs_[0-7][0-9A-HJKMNP-TV-Z]{25}");
        assertThat(Ids.isWellFormed("cs", id)).isTrue();
        assertThat(number(id).shiftRight(80).longValueExact())
                .isEqualTo(clock.get().toEpochMilli());
    }

    @Test
    void a_million_ids_of_a_node_differ_and_sort_by_their_making() {
        var seen = new HashSet<String>();
        String last = "";
        boolean inOrder = true;
        for (int i = 0; i < 1_000_000; i++) {
            if (i % 1000 == 0) {
                clock.updateAndGet(now -> now.plusMillis(1));
            }
            String id = ids.next("pay");
            inOrder &= id.compareTo(last) > 0;
            last = id;
            seen.add(id);
        }
        assertThat(inOrder).isTrue();
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void threads_share_one_order_without_doubles() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < 16; t++) {
                threads.execute(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        seen.add(ids.next("pay"));
                    }
                });
            }
        }
        assertThat(seen).hasSize(32_000);
    }

    @Test
    void neighbours_within_a_millisecond_are_random_steps_apart() {
        List<BigInteger> steps = new ArrayList<>();
        BigInteger before = number(ids.next("cs"));
        for (int i = 0; i < 200; i++) {
            BigInteger next = number(ids.next("cs"));
            steps.add(next.subtract(before));
            before = next;
        }
        assertThat(steps).allSatisfy(step -> assertThat(step).isBetween(BigInteger.ONE, BigInteger.ONE.shiftLeft(64)));
        assertThat(new HashSet<>(steps)).hasSize(200);
    }

    @Test
    void a_clock_that_goes_back_does_not_turn_the_order() {
        String before = ids.next("cs");
        clock.updateAndGet(now -> now.minusSeconds(3600));

        assertThat(ids.next("cs")).isGreaterThan(before);
    }

    @Test
    void a_full_millisecond_goes_on_in_the_next() {
        var highest = new Ids(clock::get, new AllOnes());
        String last = highest.next("cs");
        String next = highest.next("cs");

        assertThat(next).isGreaterThan(last);
        assertThat(number(next).shiftRight(80))
                .isEqualTo(number(last).shiftRight(80).add(BigInteger.ONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cs",
                "cs_",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1WW",
                "cs_81K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "cs_01k7zq8m3t5v9x2b4n6p8r0s1w",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1I",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1L",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1O",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1U",
                "cs-01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "pay_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1\u0000",
                "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1\uff11"
            })
    void what_is_not_exactly_an_id_is_none(String text) {
        assertThat(Ids.isWellFormed("cs", text)).isFalse();
        assertThatThrownBy(() -> Ids.check("cs", text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger number(String id) {
        BigInteger number = BigInteger.ZERO;
        for (char c : id.substring(id.indexOf('_') + 1).toCharArray()) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(CROCKFORD.indexOf(c)));
        }
        return number;
    }

    /// The random source that fills a millisecond at once.
    private static final class AllOnes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            java.util.Arrays.fill(bytes, (byte) 0xff);
        }
    }
}
