package com.plugipay.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.provider.ProviderHttp;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Authority;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which certificates are fetched, how often, and whose are believed.
class PaypalCertificatesTest {
    private static final String PATH = "/v1/notifications/certs/";
    private static final PayPalServer SERVER = PayPalServer.start(0);
    private static final Authority AUTHORITY = new Authority();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /// Where certificates are; it counts who asks, and may keep them waiting.
    private static final class Certs implements AutoCloseable {
        private final HttpServer http;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger waiting = new AtomicInteger();
        private volatile CountDownLatch open;
        private volatile boolean gone;

        Certs(String pem, boolean isOpen) {
            open = new CountDownLatch(isOpen ? 0 : 1);
            try {
                http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] body = pem.getBytes(StandardCharsets.US_ASCII);
            http.createContext("/", exchange -> {
                asked.incrementAndGet();
                waiting.incrementAndGet();
                try {
                    assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                waiting.decrementAndGet();
                boolean missing = gone || exchange.getRequestURI().getPath().contains("missing");
                exchange.sendResponseHeaders(missing ? 404 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.setExecutor(threads);
            http.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        }

        String address(String name) {
            return url() + PATH + name;
        }

        PaypalCertificates certificates() {
            return new PaypalCertificates(PaypalTestbed.HTTP, url(), Set.of(new TrustAnchor(AUTHORITY.root(), null)));
        }

        /// From now on it keeps whoever asks waiting.
        void shut() {
            open = new CountDownLatch(1);
        }

        /// It is every host below paypal.com as well, but for those whose name says that they do not answer or hang.
        PaypalCertificates asPaypal(Certs thatHangs) {
            return new PaypalCertificates(
                    uri -> {
                        String host = uri.getHost();
                        String base = host.startsWith("hangs") ? thatHangs.url().toString() : url().toString();
                        if (host.startsWith("silent")) {
                            asked.incrementAndGet();
                            base = "http://127.0.0.1:1";
                        }
                        return PaypalTestbed.HTTP.send(
                                new ProviderHttp.Request("GET", URI.create(base + uri.getPath()), Map.of(), null));
                    },
                    null,
                    Set.of(new TrustAnchor(AUTHORITY.root(), null)));
        }

        @Override
        public void close() {
            open.countDown();
            http.stop(0);
            threads.close();
        }
    }

    private static String issuedTo(String... names) {
        return Authority.pem(AUTHORITY.identity(names).certificate(), AUTHORITY.root());
    }

    @ParameterizedTest
    @CsvSource({
        "messageverificationcerts.paypal.com, true",
        "messageverificationcerts.sandbox.paypal.com, true",
        "www.paypal.com, false",
        "shop.example.com, false",
        "messageverificationcerts.paypal.com.example.com, false",
        "messageverificationcerts.paypal.community, false",
        "messageverificationcerts-paypal.com, false",
        "evilmessageverificationcerts.paypal.com, false",
        "messageverificationcertsxpaypal.com, false",
        "'messageverificationcerts.paypal.com,CN=shop.example.com', false",
        "'shop.example.com,CN=messageverificationcerts.paypal.com', false",
        "*.paypal.com, false",
    })
    void e5_only_the_signer_of_paypals_messages_is_believed_whoever_else_a_known_authority_vouches_for(
            String name, boolean believed) {
        try (var certs = new Certs(issuedTo(name, "messageverificationcerts.paypal.com"), true)) {
            assertThat(certs.certificates().key(certs.address("CERT-1"), Instant.now()) != null)
                    .as("a key of %s", name)
                    .isEqualTo(believed);
            assertThat(certs.asked.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/notifications/certs/",
                "/v1/notifications/certs",
                "/v1/notifications/webhooks",
                "/v1/notifications/certs/CERT-1?x=1",
                "/v1/notifications/certs/CERT-1?",
                "/v1/notifications/certs/CERT-1#x",
                "/v1/notifications/certs/CERT-1#",
                "/v1/notifications/certs/../webhooks",
                "/v1/notifications/certs/..",
                "/v1/notifications/certs/%2e%2e",
                "/v1/notifications/certs/CERT%2F1",
                "/v1/notifications/certs/CERT-1/more",
                "/v1/notifications/certs//CERT-1",
                "//v1/notifications/certs/CERT-1",
                "/V1/notifications/certs/CERT-1",
                "/v1/notifications/certs/CERT-1;x",
                "/v1/notifications/certs/CERT 1",
            })
    void nothing_but_the_path_of_certificates_is_fetched_from_whichever_host(String path) {
        var mayNot = new ProviderHttp(ProviderHttp.Limits.USUAL, () -> true);
        var certificates = new PaypalCertificates(mayNot, SERVER.url(), PaypalTestbed.authority(SERVER));
        for (String base : List.of("https://api.paypal.com", SERVER.url().toString())) {
            assertThat(certificates.key(base + path, Instant.now())).isNull();
            assertThatThrownBy(() -> certificates.key(base + PATH + "CERT-1", Instant.now()))
                    .as("that one would be fetched")
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(certificates.key("https://somebody@api.paypal.com" + PATH + "CERT-1", Instant.now()))
                .isNull();
    }

    @Test
    void what_is_not_there_is_asked_for_once_a_minute() {
        try (var certs = new Certs(issuedTo("messageverificationcerts.paypal.com"), true)) {
            PaypalCertificates certificates = certs.certificates();
            Instant now = Instant.now();
            for (int i = 0; i < 50; i++) {
                assertThat(certificates.key(certs.address("missing"), now.plusSeconds(i)))
                        .isNull();
            }
            assertThat(certs.asked.get()).isEqualTo(1);
            assertThat(certificates.key(certs.address("CERT-1"), now)).isNotNull();
            assertThat(certificates.key(certs.address("missing"), now.plusSeconds(61)))
                    .isNull();
            assertThat(certs.asked.get()).isEqualTo(3);
        }
    }

    @Test
    void however_many_are_bad_the_good_one_is_kept_for_a_day() {
        try (var certs = new Certs(issuedTo("messageverificationcerts.paypal.com"), true)) {
            PaypalCertificates certificates = certs.certificates();
            Instant now = Instant.now();
            assertThat(certificates.key(certs.address("CERT-1"), now)).isNotNull();
            for (int i = 0; i < 1_050; i++) {
                assertThat(certificates.key(certs.address("missing-" + i), now)).isNull();
            }
            assertThat(certs.asked.get()).isEqualTo(1_051);
            assertThat(certificates.key(certs.address("CERT-1"), now.plus(Duration.ofHours(23))))
                    .isNotNull();
            assertThat(certs.asked.get()).as("kept").isEqualTo(1_051);
            // The last thousand bad ones are remembered, the first ones no more.
            assertThat(certificates.key(certs.address("missing-1049"), now)).isNull();
            assertThat(certs.asked.get()).isEqualTo(1_051);
            assertThat(certificates.key(certs.address("missing-0"), now)).isNull();
            assertThat(certs.asked.get()).isEqualTo(1_052);
            assertThat(certificates.key(certs.address("CERT-1"), now.plus(Duration.ofHours(25))))
                    .isNotNull();
            await(() -> certs.asked.get() == 1_053);
        }
    }

    private static String at(String host, String name) {
        return "https://" + host + ".paypal.com" + PATH + name;
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void a_few_hosts_are_asked_at_once_each_by_one_and_whoever_would_wait_long_is_refused() throws Exception {
        String pem = issuedTo("messageverificationcerts.paypal.com");
        try (var certs = new Certs(pem, true);
                var hanging = new Certs(pem, false);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            PaypalCertificates certificates = certs.asPaypal(hanging);
            Instant now = Instant.now();
            var first = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 3; i++) {
                String address = at("hangs-" + i, "CERT-1");
                first.add(callers.submit(() -> certificates.key(address, now) != null));
            }
            await(() -> hanging.waiting.get() == 3);
            var others = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 30; i++) {
                String address = at(i % 2 == 0 ? "hangs-0" : "api-" + i, "CERT-other-" + i);
                others.add(callers.submit(() -> certificates.key(address, now) != null));
            }
            for (Future<Boolean> one : others) {
                assertThat(one.get(30, TimeUnit.SECONDS)).as("refused").isFalse();
            }
            assertThat(hanging.asked.get() + certs.asked.get())
                    .as("fetched at once")
                    .isEqualTo(3);
            hanging.open.countDown();
            for (Future<Boolean> one : first) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            }
            // Nobody's place is lost, and to have been refused for a wait is not held against an address.
            assertThat(certificates.key(at("api-1", "CERT-other-1"), now)).isNotNull();
            assertThat(certificates.key(at("hangs-0", "CERT-other-0"), now)).isNotNull();
        }
    }

    @Test
    void names_on_hosts_that_hang_do_not_keep_a_new_certificate_of_a_host_that_had_a_good_one_from_being_fetched() {
        String pem = issuedTo("messageverificationcerts.paypal.com");
        try (var certs = new Certs(pem, true);
                var hanging = new Certs(pem, false)) {
            PaypalCertificates certificates = certs.asPaypal(hanging);
            Instant now = Instant.now();
            assertThat(certificates.key(at("api", "CERT-1"), now)).isNotNull();
            for (int i = 0; i < 9; i++) {
                String address = at("hangs-" + i % 3, "CERT-" + i);
                Thread.ofVirtual().start(() -> certificates.key(address, now));
            }
            await(() -> hanging.waiting.get() == 3);
            assertThat(certificates.key(at("api", "CERT-2"), now))
                    .as("the new one")
                    .isNotNull();
            assertThat(hanging.asked.get()).as("one for each host").isEqualTo(3);
            hanging.open.countDown();
        }
    }

    @Test
    void a_known_certificate_is_good_to_its_own_end_while_it_cannot_be_fetched_anew() {
        Authority.Identity identity = AUTHORITY.identity("messageverificationcerts.paypal.com");
        Instant end = identity.certificate().getNotAfter().toInstant();
        try (var certs = new Certs(Authority.pem(identity.certificate(), AUTHORITY.root()), true)) {
            PaypalCertificates certificates = certs.certificates();
            Instant now = end.minus(Duration.ofHours(30));
            String address = certs.address("CERT-1");
            assertThat(certificates.key(address, now)).isNotNull();
            certs.shut();
            Instant later = now.plus(Duration.ofHours(25));
            for (int i = 0; i < 50; i++) {
                assertThat(certificates.key(address, later)).as("known").isNotNull();
            }
            await(() -> certs.asked.get() == 2);
            assertThat(certificates.key(address, later.plusSeconds(59))).isNotNull();
            assertThat(certs.asked.get()).as("asked for once a minute").isEqualTo(2);
            assertThat(certificates.key(address, end.minusSeconds(1))).isNotNull();
            await(() -> certs.asked.get() == 3);
            certs.open.countDown();
            assertThat(certificates.key(address, end.plusSeconds(1)))
                    .as("ended")
                    .isNull();
        }
    }

    @Test
    void a_certificate_that_paypal_has_taken_away_is_used_no_more() {
        try (var certs = new Certs(issuedTo("messageverificationcerts.paypal.com"), true)) {
            PaypalCertificates certificates = certs.certificates();
            Instant now = Instant.now();
            String address = certs.address("CERT-1");
            assertThat(certificates.key(address, now)).isNotNull();
            certs.gone = true;
            Instant later = now.plus(Duration.ofHours(25));
            await(() -> certificates.key(address, later) == null);
            assertThat(certs.asked.get()).isEqualTo(2);
        }
    }

    @Test
    void a_host_that_does_not_answer_is_left_alone_for_a_minute_whatever_the_name() {
        String pem = issuedTo("messageverificationcerts.paypal.com");
        try (var certs = new Certs(pem, true)) {
            PaypalCertificates certificates = certs.asPaypal(certs);
            Instant now = Instant.now();
            for (int i = 0; i < 50; i++) {
                assertThat(certificates.key(at("silent", "CERT-" + i), now.plusSeconds(i)))
                        .isNull();
            }
            assertThat(certs.asked.get()).isEqualTo(1);
            assertThat(certificates.key(at("silent", "CERT-1"), now.plusSeconds(61)))
                    .isNull();
            assertThat(certs.asked.get()).isEqualTo(2);
        }
    }

    @Test
    void those_that_want_the_same_wait_for_whoever_fetches_it() throws Exception {
        try (var certs = new Certs(issuedTo("messageverificationcerts.paypal.com"), false);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            PaypalCertificates certificates = certs.certificates();
            String address = certs.address("CERT-1");
            Instant now = Instant.now();
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 40; i++) {
                all.add(callers.submit(() -> certificates.key(address, now) != null));
            }
            while (certs.waiting.get() == 0) {
                Thread.sleep(10);
            }
            certs.open.countDown();
            for (Future<Boolean> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(certs.asked.get()).isEqualTo(1);
        }
    }
}
