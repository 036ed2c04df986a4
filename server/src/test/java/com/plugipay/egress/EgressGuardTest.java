package com.plugipay.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.scope.Mode;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses somebody who is not the operator may make us call.
class EgressGuardTest {
    private static final EgressGuard OUT_THERE = new EgressGuard(List.of(), false);

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.215.14", "202.43.249.1", "2606:4700:4700::1111"})
    void the_outside_may_be_called(String literal) {
        assertThat(OUT_THERE.in(Mode.LIVE).matches(address(literal))).isTrue();
        assertThat(OUT_THERE.in(Mode.TEST).matches(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::7f00:1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2002:a00:1::",
                "2001:db8::1"
            })
    void nothing_inside_may_be_called_in_whatever_form_it_is_written(String literal) {
        assertThat(OUT_THERE.in(Mode.LIVE).matches(address(literal))).isFalse();
        assertThat(OUT_THERE.in(Mode.TEST).matches(address(literal))).isFalse();
    }

    @Test
    void at_home_test_mode_may_call_this_machine_and_nothing_else_inside() {
        var atHome = new EgressGuard(List.of(), true);
        assertThat(atHome.in(Mode.TEST).matches(address("127.0.0.1"))).isTrue();
        assertThat(atHome.in(Mode.TEST).matches(address("::1"))).isTrue();
        assertThat(atHome.in(Mode.TEST).matches(address("10.0.0.1"))).isFalse();
        assertThat(atHome.in(Mode.LIVE).matches(address("127.0.0.1"))).isFalse();
    }

    @Test
    void the_operator_may_name_inner_networks() {
        var named = new EgressGuard(List.of("10.1.0.0/16"), false);
        assertThat(named.in(Mode.LIVE).matches(address("10.1.2.3"))).isTrue();
        assertThat(named.in(Mode.LIVE).matches(address("10.2.2.3"))).isFalse();
        assertThat(named.in(Mode.LIVE).matches(address("1.1.1.1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://shop.example/a.png",
                "file:///etc/passwd",
                "https://user:pw@shop.example/a.png",
                "https:///a.png",
                "https://shop.example:22/a.png",
                "https://shop.example:1023/",
                "https://shop.example:65536/a",
                "/a.png",
                "https://shop.example/#a",
                "a b",
                "javascript:alert(1)",
                "jar:https://shop.example/a!/b",
                ""
            })
    void what_is_no_address_to_call_is_refused(String text) {
        assertThat(EgressUrl.parse(text, Mode.TEST)).isEmpty();
    }

    @Test
    void without_tls_only_in_test_mode() {
        assertThat(EgressUrl.parse("http://shop.example/a.png", Mode.TEST)).isPresent();
        assertThat(EgressUrl.parse("http://shop.example/a.png", Mode.LIVE)).isEmpty();
        assertThat(EgressUrl.parse("https://shop.example:8443/a.png", Mode.LIVE))
                .isPresent();
    }
}
