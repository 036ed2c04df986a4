package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Message;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.payment.LookAgain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// E5: copies of callbacks, true and false ones, in any order and with any delay, together with polls and the
/// customer's return: the money ends the same.
///
/// The long version tries every order, each at one of the rails; another seed (`-Dplugipay.seed`) tries it at another.
class CallbackOrderTest {
    private static final boolean LONG = Boolean.getBoolean("plugipay.long");
    private static final long SEED = Long.getLong("plugipay.seed", 5);
    private static final int ORDERS = LONG ? Integer.MAX_VALUE : 4;
    private static final int COPIES = LONG ? 10 : 2;

    @BeforeEach
    void aGoodDay() {
        Rail.goodDay();
    }

    @ParameterizedTest
    @EnumSource
    void e5_whatever_order_they_come_in_there_is_one_payment_and_one_refund(Rail rail) {
        Shop shop = rail.shop();
        var random = new Random(SEED);
        List<List<Claim>> orders = ordersOf(rail, random);
        int sent = 0;
        for (List<Claim> order : orders) {
            Waiting waiting = rail.charge(shop);
            rail.pay(waiting);
            List<Message> messages = order.stream()
                    .filter(claim -> claim != Claim.REFUNDED)
                    .map(claim -> rail.says(waiting, claim))
                    .toList();
            sent += deliver(rail, waiting, copies(messages, random), random);
            assertThat(Rail.status(waiting)).as("%s %s", rail, order).isEqualTo("completed");
            assertThat(payments(waiting)).containsExactly("succeeded " + rail.amount + " 0");

            String refund = refund(rail, waiting);
            List<Message> all = new ArrayList<>(rail.told(waiting));
            all.addAll(refundMessages(rail, waiting, refund, order));
            sent += deliver(rail, waiting, copies(all, random), random);
            assertThat(payments(waiting)).containsExactly("refunded " + rail.amount + " " + rail.amount);
            assertThat(Rail.SQL.texts("select status from refund where id = ?", refund))
                    .containsExactly("succeeded");
        }
        assertThat(Rail.count("payment", shop)).isEqualTo(orders.size());
        assertThat(Rail.count("refund", shop)).isEqualTo(orders.size());
        assertThat(Rail.count("unapplied_payment", shop)).isZero();
        Rail.countTurnedAway();
        assertThat(Rail.count("provider_refusal", shop)).isZero();
        Oracle.check(Rail.SERVER, shop);
        System.out.printf("%s, seed %d: %d orders, %d callbacks%n", rail, SEED, orders.size(), sent);
    }

    /// Its part of all: each order is at one rail, whichever the seed says.
    private static List<List<Claim>> ordersOf(Rail rail, Random random) {
        List<List<Claim>> all = orders(List.of(Claim.values()));
        Collections.shuffle(all, random);
        List<Rail> rails = List.of(Rail.values());
        var some = new ArrayList<List<Claim>>();
        for (int i = rails.indexOf(rail); i < all.size() && some.size() < ORDERS; i += rails.size()) {
            some.add(all.get(i));
        }
        return some;
    }

    private static List<String> payments(Waiting waiting) {
        return Rail.SQL.texts(
                "select concat_ws(' ', status, amount, amount_refunded) from payment where session_id = ?",
                waiting.session());
    }

    /// Pending here, done at the provider: only a callback, or a poll that is not due yet, tells us.
    private static String refund(Rail rail, Waiting waiting) {
        rail.wire().knobs().turn("refunds", "PENDING");
        String payment = Rail.SQL
                .texts("select id from payment where session_id = ?", waiting.session())
                .getFirst();
        String refund = waiting.shop()
                .live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}")
                .expect(201)
                .data("id");
        assertThat(Rail.SQL.texts("select status from refund where id = ?", refund))
                .containsExactly("pending");
        rail.wire().till().finishRefund(refund, true);
        rail.wire().knobs().turn("refunds", "SUCCEED");
        return refund;
    }

    private static List<Message> refundMessages(Rail rail, Waiting waiting, String refund, List<Claim> order) {
        var messages = new ArrayList<Message>();
        for (Claim claim : order) {
            messages.add(claim == Claim.REFUNDED ? refunded(rail, waiting, refund) : rail.says(waiting, claim));
        }
        return messages;
    }

    private static Message refunded(Rail rail, Waiting waiting, String refund) {
        return rail.told(new Waiting(waiting.shop(), waiting.session(), refund)).getLast();
    }

    private static List<Message> copies(List<Message> messages, Random random) {
        var copies = new ArrayList<>(messages);
        for (int i = 1; i < COPIES; i++) {
            copies.addAll(messages);
        }
        // The first ones keep the order that is asked for; the copies come anywhere after.
        Collections.shuffle(copies.subList(messages.size(), copies.size()), random);
        return copies;
    }

    /// Some are taken up at once, some wait for others; now and then somebody polls or the customer comes back.
    private static int deliver(Rail rail, Waiting waiting, List<Message> messages, Random random) {
        for (Message message : messages) {
            rail.send(waiting.shop(), message).expect(200);
            // As often for each different message, however many copies of it there are.
            switch (random.nextInt(3 * COPIES)) {
                case 0, 1 -> Rail.takeUp();
                case 2 -> Rail.SERVER.running().part(LookAgain.class).lookOnce();
                case 3 -> waiting.shop().anonymous().get("/c/" + waiting.session() + "/return");
                default -> {}
            }
        }
        Rail.takeUp();
        return messages.size();
    }

    private static List<List<Claim>> orders(List<Claim> claims) {
        if (claims.isEmpty()) {
            return new ArrayList<>(List.of(List.of()));
        }
        var orders = new ArrayList<List<Claim>>();
        for (Claim first : claims) {
            var rest = new ArrayList<>(claims);
            rest.remove(first);
            for (List<Claim> tail : orders(rest)) {
                orders.add(Stream.concat(Stream.of(first), tail.stream()).toList());
            }
        }
        return orders;
    }
}
