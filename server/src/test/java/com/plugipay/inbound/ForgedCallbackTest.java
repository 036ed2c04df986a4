package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Message;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.sandboxproviders.wire.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// A campaign of forged and altered callbacks through the real route. Those of somebody else are refused; those that
/// carry a good token or signature, as somebody who knows the secret could send them, are not believed either.
class ForgedCallbackTest {
    private static final int EACH = Boolean.getBoolean("plugipay.long") ? 2_500 : 80;

    private static final List<Claim> CLAIMS = List.of(Claim.values());

    @BeforeEach
    void aGoodDay() {
        Rail.goodDay();
    }

    /// What came of the campaign.
    private static final class Tally {
        int refused;
        int heard;
    }

    @ParameterizedTest
    @EnumSource
    void m5_e5_of_all_that_is_forged_or_altered_nothing_is_believed(Rail rail) {
        Shop shop = rail.shop();
        Shop other = rail.shop();
        Waiting unpaid = rail.charge(shop);
        Waiting others = rail.charge(other);
        Message genuine = rail.says(unpaid, Claim.PAID);
        var random = new Random(10_000);
        var tally = new Tally();
        for (int i = 0; i < EACH; i++) {
            if (i % 4 == 3) {
                hears(rail, unpaid, altered(rail, unpaid, others, random), tally);
            } else {
                refuses(rail, unpaid, forged(rail, genuine, random), tally);
            }
            if (i % 40 == 39) {
                Rail.takeUp();
            }
        }
        Rail.takeUp();
        Rail.takeUp();
        for (Waiting waiting : List.of(unpaid, others)) {
            assertThat(Rail.status(waiting)).as("still unpaid: %s", rail).isEqualTo("open");
            for (String table : List.of("payment", "unapplied_payment", "refund", "ledger_tx")) {
                assertThat(Rail.count(table, waiting.shop())).as(table).isZero();
            }
        }
        Rail.countTurnedAway();
        assertThat(Rail.SQL.texts(
                        "select sum(refused)::text from provider_refusal where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly(String.valueOf(tally.refused));
        Oracle.check(Rail.SERVER, shop);
        Oracle.check(Rail.SERVER, other);
        System.out.printf(
                "%s: %d forged and refused, %d altered and not believed, of %d%n",
                rail, tally.refused, tally.heard, EACH);

        // The same attempt is still good, and the truth is believed.
        rail.pay(unpaid);
        rail.send(shop, rail.says(unpaid, Claim.EXPIRED)).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(unpaid)).isEqualTo("completed");
    }

    private static void refuses(Rail rail, Waiting waiting, Message message, Tally tally) {
        assertThat(rail.send(waiting.shop(), message).status())
                .as("a forged callback: %s %s", message.headers(), message.text())
                .isEqualTo(401);
        tally.refused++;
    }

    private static void hears(Rail rail, Waiting waiting, Message message, Tally tally) {
        assertThat(rail.send(waiting.shop(), message).status())
                .as("%s %s", message.headers(), message.text())
                .isEqualTo(200);
        tally.heard++;
    }

    /// By somebody who does not know the secret.
    private static Message forged(Rail rail, Message genuine, Random random) {
        return switch (rail) {
            case XENDIT, MANAGED -> {
                String token = String.valueOf(genuine.headers().get("x-callback-token"));
                yield switch (random.nextInt(6)) {
                    case 0 -> genuine.without("x-callback-token");
                    case 1 -> genuine.with("x-callback-token", token.substring(0, random.nextInt(token.length())));
                    case 2 -> genuine.with("x-callback-token", token + random.nextInt(10));
                    case 3 -> genuine.with("x-callback-token", flipped(token, random));
                    case 4 -> genuine.with("x-callback-token", token.toUpperCase(java.util.Locale.ROOT));
                    default ->
                        genuine.with(changed(genuine.body(), random, true)).without("x-callback-token");
                };
            }
            case MIDTRANS -> {
                ObjectNode json = (ObjectNode) Rail.json(genuine);
                switch (random.nextInt(6)) {
                    case 0 -> json.remove("signature_key");
                    case 1 ->
                        json.put(
                                "signature_key",
                                flipped(json.path("signature_key").asString(), random));
                    case 2 -> json.put("gross_amount", random.nextInt(1, 24_145) + ".00");
                    case 3 -> json.put("order_id", flipped(json.path("order_id").asString(), random));
                    case 4 -> json.put("status_code", String.valueOf(201 + random.nextInt(300)));
                    default -> json.put("signature_key", Rail.sha512("guess " + random.nextLong()));
                }
                yield genuine.with(Rail.JSON.writeValueAsBytes(json));
            }
            case PAYPAL ->
                switch (random.nextInt(9)) {
                    case 0 -> genuine.with(changed(genuine.body(), random, false));
                    case 1 -> genuine.with("PAYPAL-TRANSMISSION-SIG", signature(random));
                    case 2 -> genuine.with("PAYPAL-TRANSMISSION-ID", "id-" + random.nextInt());
                    case 3 ->
                        genuine.with(
                                "PAYPAL-TRANSMISSION-TIME",
                                Instant.now().plusSeconds(7).toString());
                    case 4 ->
                        genuine.with(
                                "PAYPAL-TRANSMISSION-TIME",
                                Instant.now().minus(Duration.ofMinutes(6)).toString());
                    case 5 -> genuine.without("PAYPAL-CERT-URL");
                    case 6 -> genuine.with("PAYPAL-CERT-URL", elsewhere(random));
                    case 7 -> genuine.with("PAYPAL-AUTH-ALGO", "SHA1withRSA");
                    default -> genuine.with(Arrays.copyOf(genuine.body(), genuine.body().length - 1));
                };
        };
    }

    /// By somebody who does: the message is verified, and not true.
    private static Message altered(Rail rail, Waiting unpaid, Waiting others, Random random) {
        Claim claim = CLAIMS.get(random.nextInt(CLAIMS.size()));
        Message said = switch (random.nextInt(4)) {
            case 0 -> rail.says(unpaid, claim);
            case 1 -> rail.says(unpaid, claim, others.attempt());
            case 2 -> rail.says(unpaid, claim, "ORDER-" + random.nextInt(1_000_000));
            default -> rail.says(unpaid, claim, flippedId(unpaid.attempt(), random));
        };
        return rail == Rail.PAYPAL ? said : said.with(annotated(said, random));
    }

    /// Another message each time: one more field, and another amount where nothing covers it.
    private static byte[] annotated(Message message, Random random) {
        ObjectNode json = (ObjectNode) Rail.json(message);
        json.put("note", random.nextLong());
        if (json.path("data") instanceof ObjectNode data) {
            data.put("request_amount", random.nextInt(1, 1_000_000));
            data.put("currency", random.nextBoolean() ? "USD" : "IDR");
        }
        return Rail.JSON.writeValueAsBytes(json);
    }

    private static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        char other = text.charAt(at) == '0' ? '1' : '0';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /// Still an id, of nothing.
    private static String flippedId(String id, Random random) {
        int at = id.length() - 1 - random.nextInt(10);
        return id.substring(0, at) + (id.charAt(at) == '0' ? '1' : '0') + id.substring(at + 1);
    }

    private static byte[] changed(byte[] body, Random random, boolean anywhere) {
        byte[] other = body.clone();
        int at = anywhere ? random.nextInt(other.length) : 1 + random.nextInt(other.length - 2);
        other[at] ^= (byte) (1 + random.nextInt(255));
        return other;
    }

    private static String signature(Random random) {
        byte[] bytes = new byte[256];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String elsewhere(Random random) {
        return List.of(
                        "https://paypal.com.example.com/cert.pem",
                        "http://messageverificationcerts.paypal.com/cert.pem",
                        "https://api.paypal.com@127.0.0.1/cert.pem",
                        "https://127.0.0.1:1/cert.pem",
                        "file:///etc/hosts",
                        "https://notpaypal.com/cert.pem",
                        new String("not an address".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .get(random.nextInt(7));
    }

    /// The address of a certificate is the sender's word: whatever they say, PayPal hears of it next to never.
    @Test
    void e5_a_stranger_who_names_a_certificate_makes_us_ask_for_it_once_and_for_nothing_else() {
        Rail rail = Rail.PAYPAL;
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.pay(waiting);
        Message genuine = rail.says(waiting, Claim.PAID);
        String there = Rail.PROVIDERS.paypal().url().toString();
        List<Journal.Entry> before = rail.wire().journal().entries();
        for (int i = 0; i < 40; i++) {
            rail.send(shop, genuine.with("PAYPAL-CERT-URL", there + "/v1/notifications/certs/CERT-of-a-stranger"))
                    .expect(401);
            rail.send(shop, genuine.with("PAYPAL-CERT-URL", there + "/v1/notifications/webhooks?page=" + i))
                    .expect(401);
        }
        var calls = new ArrayList<>(rail.wire().journal().entries());
        calls.removeAll(before);
        assertThat(calls).extracting(Journal.Entry::path).containsExactly("/v1/notifications/certs/CERT-of-a-stranger");
        rail.send(shop, genuine).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("completed");
    }

    /// An old genuine message changes nothing, however often it comes again.
    @ParameterizedTest
    @EnumSource
    void e5_old_messages_that_come_again_do_nothing(Rail rail) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.pay(waiting);
        Message message = rail.says(waiting, Claim.PAID);
        rail.send(shop, message).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("completed");
        String before = everything(shop);
        long asked = rail.asked(waiting);
        for (int i = 0; i < 20; i++) {
            assertThat(rail.send(shop, message).expect(200).data("received")).isEqualTo("true");
        }
        Rail.takeUp();
        assertThat(everything(shop)).isEqualTo(before);
        assertThat(rail.asked(waiting)).as("nobody is asked again").isEqualTo(asked);
        assertThat(Rail.SQL.texts(
                        "select copies || ' ' || outcome from provider_event where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly("21 asked");
    }

    private static String everything(Shop shop) {
        return Map.of(
                        "event", Rail.count("event", shop),
                        "payment", Rail.count("payment", shop),
                        "unapplied", Rail.count("unapplied_payment", shop),
                        "attempts",
                                Rail.SQL.texts(
                                        "select t::text from payment_attempt t where workspace_id = ? order by id",
                                        shop.workspace().text()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()
                .toString();
    }
}
