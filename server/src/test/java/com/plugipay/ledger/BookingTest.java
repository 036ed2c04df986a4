package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// M8: each booking nets to zero per currency, has two lines or more, and no amount below one.
class BookingTest {
    private static final long SEED = 20_261_122L;
    private static final int ROUNDS = 2_000;
    private static final List<String> ADAPTERS =
            List.of("xendit", "midtrans", "paypal", "manual", "xenplatform", "sandbox");

    @Test
    void every_template_nets_to_zero_for_any_amount() {
        var random = new Random(SEED);
        var kinds = EnumSet.noneOf(Booking.Kind.class);
        int made = 0;
        for (Money amount : amounts(random)) {
            String adapter = ADAPTERS.get(random.nextInt(ADAPTERS.size()));
            for (Booking booking : templates(adapter, amount)) {
                assertThat(booking.lines()).as("seed %d, %s", SEED, booking).hasSizeGreaterThanOrEqualTo(2);
                assertThat(netOf(booking)).as("seed %d, %s", SEED, booking).isZero();
                assertThat(booking.lines())
                        .allMatch(line -> line.amount().minor() >= 1)
                        .allMatch(line -> line.amount().currency() == amount.currency());
                kinds.add(booking.kind());
                made++;
            }
        }
        // Payouts have no template yet.
        assertThat(kinds).isEqualTo(EnumSet.complementOf(EnumSet.of(Booking.Kind.PAYOUT)));
        assertThat(made).isGreaterThan(ROUNDS * 7);
    }

    @ParameterizedTest
    @CsvSource({
        "capture,          xendit, gateway:xendit, revenue:checkout",
        "capture,          manual, cash,           revenue:checkout",
        "fee,              xendit, channel_fee,    gateway:xendit",
        "refund,           xendit, refund,         gateway:xendit",
        "refund,           manual, refund,         cash",
        "refund,           cash,   refund,         cash",
        "unapplied,        xendit, gateway:xendit, unapplied",
        "apply,            xendit, unapplied,      revenue:checkout",
        "unapplied_refund, xendit, unapplied,      gateway:xendit",
        "unapplied_refund, cash,   unapplied,      cash",
        "adjustment,       manual, adjustment,     cash"
    })
    void each_fact_goes_from_one_account_to_another(String kind, String adapter, String debit, String credit) {
        Booking booking = templates(adapter, new Money(1_500, Currency.IDR)).stream()
                .filter(one -> one.kind().wire().equals(kind))
                .findFirst()
                .orElseThrow();
        assertThat(booking.lines())
                .containsExactly(
                        line(debit, Booking.Direction.DEBIT, 1_500, Currency.IDR),
                        line(credit, Booking.Direction.CREDIT, 1_500, Currency.IDR));
    }

    @Test
    void a_fact_is_named_by_what_happened_and_found_by_what_people_look_for() {
        Set<String> facts = new HashSet<>();
        for (Booking booking : templates("xendit", new Money(1, Currency.USD))) {
            facts.add(booking.kind().wire() + " " + booking.factId() + " "
                    + booking.sourceType().wire() + " " + booking.sourceId());
        }
        assertThat(facts)
                .containsExactlyInAnyOrder(
                        "capture pay_1 checkout_session cs_1",
                        "fee pay_1 checkout_session cs_1",
                        "refund rfd_1 refund rfd_1",
                        "unapplied upm_1 unapplied_payment upm_1",
                        "fee upm_1 unapplied_payment upm_1",
                        "apply pay_1 unapplied_payment upm_1",
                        "unapplied_refund rfd_1 unapplied_payment upm_1",
                        "adjustment pay_1 checkout_session cs_1");
    }

    @Test
    void what_does_not_balance_cannot_be_made() {
        Booking.Line ten = line("cash", Booking.Direction.DEBIT, 10, Currency.IDR);
        refused("net to zero", ten, line("refund", Booking.Direction.CREDIT, 9, Currency.IDR));
        refused("net to zero", ten, line("refund", Booking.Direction.DEBIT, 10, Currency.IDR));
        refused("net to zero", ten, line("refund", Booking.Direction.CREDIT, 10, Currency.USD));
        refused(
                "net to zero",
                ten,
                line("refund", Booking.Direction.CREDIT, 10, Currency.IDR),
                line("cash", Booking.Direction.DEBIT, 1, Currency.USD));
        refused("two lines");
        refused("two lines", ten);
    }

    @Test
    void two_currencies_balance_each_for_itself() {
        var both = new Booking(
                Booking.Kind.ADJUSTMENT,
                "f",
                SourceType.ADJUSTMENT,
                "s",
                List.of(
                        line("cash", Booking.Direction.DEBIT, 10, Currency.IDR),
                        line("adjustment", Booking.Direction.CREDIT, 4, Currency.IDR),
                        line("refund", Booking.Direction.CREDIT, 6, Currency.IDR),
                        line("cash", Booking.Direction.CREDIT, 3, Currency.USD),
                        line("adjustment", Booking.Direction.DEBIT, 3, Currency.USD)),
                null);
        assertThat(both.lines()).hasSize(5);
    }

    @Test
    void an_amount_below_one_is_no_booking() {
        for (Currency currency : Currency.values()) {
            assertThatThrownBy(() -> templates("xendit", new Money(0, currency)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no amount");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xendit", "xendit2", "a:b", "", "x y", "=cmd", "gateway:a:b"})
    void an_adapter_that_makes_no_account_is_refused(String adapter) {
        assertThatThrownBy(() -> Account.holding(adapter)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_capture_is_revenue() {
        assertThatThrownBy(() -> Booking.capture("xendit", Account.REFUND, "pay_1", "cs_1", new Money(1, Currency.IDR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not revenue");
    }

    private static void refused(String why, Booking.Line... lines) {
        assertThatThrownBy(() ->
                        new Booking(Booking.Kind.ADJUSTMENT, "f", SourceType.ADJUSTMENT, "s", List.of(lines), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Booking.Line line(String code, Booking.Direction direction, long minor, Currency currency) {
        return new Booking.Line(new Account(code), direction, new Money(minor, currency));
    }

    private static List<Booking> templates(String adapter, Money amount) {
        return List.of(
                Booking.capture(adapter, Account.REVENUE_CHECKOUT, "pay_1", "cs_1", amount),
                Booking.fee(adapter, "pay_1", "cs_1", amount),
                Booking.refund(adapter, "rfd_1", amount),
                Booking.unapplied(adapter, "upm_1", amount),
                Booking.unappliedFee(adapter, "upm_1", amount),
                Booking.applied("upm_1", "pay_1", Account.REVENUE_CHECKOUT, amount),
                Booking.unappliedRefund(adapter, "upm_1", "rfd_1", amount),
                Booking.adjustment(adapter, "pay_1", "cs_1", amount));
    }

    private static List<Money> amounts(Random random) {
        var amounts = new ArrayList<Money>();
        for (Currency currency : Currency.values()) {
            amounts.add(new Money(1, currency));
            amounts.add(new Money(Money.MAX_MINOR, currency));
            for (int i = 0; i < ROUNDS; i++) {
                amounts.add(new Money(random.nextLong(1, Money.MAX_MINOR + 1), currency));
            }
        }
        return amounts;
    }

    private static long netOf(Booking booking) {
        long net = 0;
        for (Booking.Line line : booking.lines()) {
            long minor = line.amount().minor();
            net = line.direction() == Booking.Direction.DEBIT
                    ? Math.addExact(net, minor)
                    : Math.subtractExact(net, minor);
        }
        return net;
    }
}
