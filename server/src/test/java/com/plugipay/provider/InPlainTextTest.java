package com.plugipay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InPlainTextTest {
    private static final String BAD = "\u0000\ud800\n";
    private static final Money AMOUNT = new Money(1, Currency.IDR);

    /// A method that it forgot would let words through as they are, or answer what no adapter said.
    @Test
    void everything_that_a_provider_can_be_asked_goes_through_it() {
        List<String> asked = Arrays.stream(PaymentProvider.class.getMethods())
                .map(Method::getName)
                .sorted()
                .toList();
        assertThat(Arrays.stream(InPlainText.class.getMethods())
                        .filter(method -> method.getDeclaringClass() == InPlainText.class && !method.isBridge())
                        .map(Method::getName)
                        .sorted())
                .containsExactlyElementsOf(asked);
    }

    @Test
    void what_no_table_takes_is_left_out_of_words_and_the_rest_stays() {
        assertThat(InPlainText.plain(new Outcome.Captured(
                        "py-1", "att_1", Mode.LIVE, AMOUNT, null, new Card("VI" + BAD, "42", 1, 2))))
                .isEqualTo(new Outcome.Captured("py-1", "att_1", Mode.LIVE, AMOUNT, null, new Card("VI", "42", 1, 2)));
        assertThat(InPlainText.plain(new Outcome.Declined(ErrorCode.CARD_DECLINED, "n\u0000o 😀" + BAD)))
                .isEqualTo(new Outcome.Declined(ErrorCode.CARD_DECLINED, "no 😀"));
        assertThat(InPlainText.plain(new Outcome.NotMade(BAD, BAD))).isEqualTo(new Outcome.NotMade("unknown", ""));
        assertThat(InPlainText.plain(new Outcome.ActionNeeded(
                        "pr-1", new Instrument.VirtualAccount("BRI" + BAD, "1", "Ibu" + BAD, "7", "8"))))
                .isEqualTo(
                        new Outcome.ActionNeeded("pr-1", new Instrument.VirtualAccount("BRI", "1", "Ibu", "7", "8")));
        assertThat(InPlainText.plain(new RefundOutcome.Refused("x" + BAD, "y" + BAD)))
                .isEqualTo(new RefundOutcome.Refused("x", "y"));
    }

    /// Without a character it would be the name of something else, or an account of somebody else.
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800", "\udc00", "\n", "\u0085"})
    void a_name_or_number_that_cannot_be_kept_is_not_understood(String bad) {
        String name = "py-" + bad + "1";
        var qr = new Instrument.Qr("000201");
        assertThat(Stream.of(
                        new Outcome.Captured(name, "att_1", Mode.LIVE, AMOUNT, null, null),
                        new Outcome.ActionNeeded(name, qr),
                        new Outcome.ActionNeeded("pr-1", new Instrument.Qr("0002" + bad + "01")),
                        new Outcome.ActionNeeded("pr-1", new Instrument.Redirect("https://a.example/" + bad)),
                        new Outcome.ActionNeeded("pr-1", new Instrument.RetailCode("Alfamart", "12" + bad + "3")),
                        new Outcome.ActionNeeded("pr-1", new Instrument.VirtualAccount("BRI", "1" + bad + "2", "Ibu")),
                        new Outcome.ActionNeeded(
                                "pr-1", new Instrument.VirtualAccount("BRI", "12", "Ibu", "7" + bad, "8")),
                        new Outcome.ActionNeeded(
                                "pr-1", new Instrument.VirtualAccount("BRI", "12", "Ibu", "7", "8" + bad))))
                .allSatisfy(told -> assertThat(InPlainText.plain(told)).isInstanceOf(Outcome.Unknown.class));
        assertThat(InPlainText.plain(new RefundOutcome.Succeeded(name, AMOUNT)))
                .isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(InPlainText.plain(new RefundOutcome.Pending(name))).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void nothing_is_longer_than_a_person_reads_and_what_cannot_be_cut_is_not_understood() {
        String endless = "😀".repeat(100_000);
        assertThat(InPlainText.plain(new Outcome.Declined(ErrorCode.CARD_DECLINED, endless)))
                .isEqualTo(new Outcome.Declined(ErrorCode.CARD_DECLINED, "😀".repeat(500)));
        assertThat(InPlainText.plain(new Outcome.ActionNeeded("pr-1", new Instrument.Qr(endless))))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(InPlainText.plain(new Outcome.ActionNeeded(endless, new Instrument.Qr("qr"))))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(InPlainText.plain(new RefundOutcome.Refused(endless, endless)))
                .isEqualTo(new RefundOutcome.Refused("😀".repeat(64), "😀".repeat(500)));
    }
}
