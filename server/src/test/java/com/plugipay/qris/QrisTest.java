package com.plugipay.qris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.qris.NotQris.Fault;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QrisTest {
    private static final int ROUNDS = 2_000;
    private static final String HEAD = "000201010211";
    private static final String REGISTERED = "51440014ID.CO.QRIS.WWW0215ID10200123456780303UMI";
    private static final String TAIL = "5204541153033605802ID5905WAJAN6005DEPOK";

    static String[] everyPublishedCode() {
        return new String[] {
            PublishedCodes.EMVCO,
            PublishedCodes.STATIC_WITH_TIP,
            PublishedCodes.STATIC,
            PublishedCodes.STATIC_OF_A_BANK,
            PublishedCodes.FOR_ONE_WITH_FEE,
            PublishedCodes.FOR_ONE_WITH_DECIMALS,
            PublishedCodes.MASTERCARD,
        };
    }

    /// The catalogue of CRCs gives 29B1 for "123456789".
    @Test
    void the_checksum_is_ccitt_false() {
        assertThat(Crc16.of("123456789")).isEqualTo("29B1");
        assertThat(Crc16.of("")).isEqualTo("FFFF");
    }

    @ParameterizedTest
    @MethodSource("everyPublishedCode")
    void what_others_published_comes_back_to_the_letter(String code) throws NotQris {
        assertThat(EmvText.readWhole(code).whole()).isEqualTo(code);
    }

    @Test
    void a_length_counts_characters_and_the_checksum_counts_bytes() throws NotQris {
        EmvText whole = EmvText.readWhole(PublishedCodes.EMVCO);
        EmvText names = EmvText.read(whole.value("64").orElseThrow(), "names");
        assertThat(names.value("01")).hasValue("最佳运输");
        assertThat(whole.value("54")).hasValue("23.72");
    }

    @Test
    void a_shops_code_says_whose_it_is() throws NotQris {
        Qris qris = Qris.readStatic(PublishedCodes.STATIC + "\n");
        assertThat(qris.merchantName()).isEqualTo("Infak Sinergi Foundation");
        assertThat(qris.merchantCity()).isEqualTo("BANDUNG");
        assertThat(qris.nmid()).isEqualTo("ID2019013961279");
        assertThat(qris.amount()).isNull();
        assertThat(qris.payload()).isEqualTo(PublishedCodes.STATIC);
    }

    @Test
    void a_code_for_one_payment_says_its_amount() throws NotQris {
        assertThat(Qris.read(PublishedCodes.FOR_ONE_WITH_FEE).amount()).isEqualTo(idr(1000));
        assertThat(Qris.read(PublishedCodes.FOR_ONE_WITH_DECIMALS).amount()).isEqualTo(idr(100_003));
        assertThat(Qris.read(PublishedCodes.FOR_ONE_WITH_FEE).forOnePayment()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1",
        "9",
        "10",
        "150000",
        "999999999999",
    })
    void a_shops_code_is_made_to_ask_for_exactly_an_amount(long rupiah) throws NotQris {
        Qris asking = Qris.readStatic(PublishedCodes.STATIC).asking(idr(rupiah));
        assertThat(asking.amount()).isEqualTo(idr(rupiah));
        assertThat(asking.forOnePayment()).isTrue();
        assertThat(asking.isStatic()).isFalse();
        assertThat(asking.merchantName()).isEqualTo("Infak Sinergi Foundation");
        assertThat(asking.nmid()).isEqualTo("ID2019013961279");
        assertThat(Qris.read(asking.payload())).isEqualTo(asking);
    }

    /// The checksum was computed with another program (npm promptparse 1.6.0 reads it as valid, too).
    @Test
    void only_the_kind_the_amount_and_the_checksum_change() throws NotQris {
        assertThat(Qris.readStatic(PublishedCodes.STATIC).asking(idr(75_000)).payload())
                .isEqualTo(PublishedCodes.STATIC
                        .replace("000201010211", "000201010212")
                        .replace("5303360", "5303360540575000")
                        .replace("630458E0", "63047ACE"));
    }

    @Test
    void a_tip_or_fee_would_make_it_another_sum_and_goes() throws NotQris {
        EmvText asking = EmvText.readWhole(Qris.readStatic(PublishedCodes.STATIC_WITH_TIP)
                .asking(idr(5000))
                .payload());
        assertThat(asking.value("55")).isEmpty();
        assertThat(asking.value("54")).hasValue("5000");
        EmvText again = EmvText.readWhole(
                Qris.read(PublishedCodes.FOR_ONE_WITH_FEE).asking(idr(7000)).payload());
        assertThat(again.value("55").or(() -> again.value("56"))).isEmpty();
        assertThat(again.value("54")).hasValue("7000");
    }

    @Test
    void a_code_that_does_not_say_its_kind_is_for_many_and_can_ask_too() throws NotQris {
        Qris qris = Qris.readStatic(sealed("000201" + REGISTERED + TAIL));
        assertThat(qris.asking(idr(12)).payload()).startsWith("000201010212");
    }

    @Test
    void dollars_and_nothing_cannot_be_asked_for() throws NotQris {
        Qris qris = Qris.readStatic(PublishedCodes.STATIC);
        assertThatThrownBy(() -> qris.asking(new Money(100, Currency.USD)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> qris.asking(idr(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_registry_is_found_where_an_issuer_put_it() throws NotQris {
        String elsewhere = "26" + REGISTERED.substring(2) + "51230014ID.LINKAJA.WWW0101X";
        assertThat(Qris.read(sealed(HEAD + elsewhere + TAIL)).nmid()).isEqualTo("ID1020012345678");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | NOT_A_PAYMENT_CODE
            https://example.com/pay                  | NOT_A_PAYMENT_CODE
            0812345678                               | NOT_A_PAYMENT_CODE
            000201                                   | CHECKSUM_MISSING
            0002010                                  | BROKEN
            00020101                                 | BROKEN
            0002010102115                            | BROKEN
            00020101021159                           | BROKEN
            000201010211599                          | BROKEN
            0002010102115999WAJAN                    | BROKEN
            0002010102115900                         | BROKEN
            000201010211xx05WAJAN                    | BROKEN
            00020101021159-5WAJAN                    | BROKEN
            00020101021159٠٥WAJAN                    | BROKEN
            0002010102115905WAJAN5905WAJAN           | DUPLICATE
            0002010102115905WAJAN                    | CHECKSUM_MISSING
            0002010102115905WAJAN6302AB              | CHECKSUM_MISSING
            0002010102115905WAJAN6304ABCD            | CHECKSUM_WRONG
            0002010102115905WAJAN63040000            | CHECKSUM_WRONG
            00020101021163040000010211               | DUPLICATE
            """)
    void what_is_no_code_says_why(String text, Fault fault) {
        assertThat(faultOf(text)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5204541153038405802ID5905WAJAN6005DEPOK                     | NOT_RUPIAH
            520454115802ID5905WAJAN6005DEPOK                            | NOT_RUPIAH
            5204541153033605802SG5905WAJAN6005DEPOK                     | NOT_QRIS
            5204541153033605905WAJAN6005DEPOK                           | NOT_QRIS
            5204541153033605802ID6005DEPOK                              | NAME_MISSING
            5204541153033605802ID5902  6005DEPOK                        | NAME_MISSING
            5204541153033605802ID5905WAJÄN6005DEPOK                     | NOT_ASCII
            52045411530336054010580 2ID5905WAJAN6005DEPOK               | BROKEN
            52045411530336054035.55802ID5905WAJAN6005DEPOK              | AMOUNT_WRONG
            520454115303360540105802ID5905WAJAN6005DEPOK                | AMOUNT_WRONG
            5204541153033605402-55802ID5905WAJAN6005DEPOK               | AMOUNT_WRONG
            52045411530336054031e55802ID5905WAJAN6005DEPOK              | AMOUNT_WRONG
            520454115303360541399999999999995802ID5905WAJAN6005DEPOK    | AMOUNT_WRONG
            """)
    void what_is_whole_but_cannot_be_used_says_why(String fields, Fault fault) {
        assertThat(faultOf(sealed(HEAD + REGISTERED + fields))).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            26190014ID.LINKAJA.WWW                                          | BROKEN
            26180014ID.LINKAJA.WWW                                          | NOT_QRIS
            51180014ID.CO.QRIS.WW                                           | BROKEN
            51450015ID.OR.GPNQR.WWW02150000000000000000303UME               | NOT_QRIS
            51360014ID.CO.QRIS.WWW0014ID.CO.QRIS.WWW                        | DUPLICATE
            0414ID.CO.QRIS.WWW                                              | NOT_QRIS
            """)
    void an_account_that_is_not_the_registrys_is_no_qris(String account, Fault fault) {
        assertThat(faultOf(sealed(HEAD + account + TAIL))).isEqualTo(fault);
    }

    @Test
    void codes_of_others_are_no_qris() {
        assertThat(faultOf(PublishedCodes.EMVCO)).isEqualTo(Fault.NOT_RUPIAH);
        assertThat(faultOf(PublishedCodes.MASTERCARD)).isEqualTo(Fault.NOT_RUPIAH);
    }

    /// A provider's code is shown as it came, whatever we think of it: this is only for codes that a shop gives.
    @Test
    void a_published_code_whose_checksum_is_not_its_own_is_noticed() {
        assertThat(faultOf(PublishedCodes.OF_XENDIT_2020)).isEqualTo(Fault.CHECKSUM_WRONG);
        assertThat(faultOf(
                        sealed(PublishedCodes.OF_XENDIT_2020.substring(0, PublishedCodes.OF_XENDIT_2020.length() - 8))))
                .isEqualTo(Fault.NOT_QRIS);
    }

    @Test
    void a_code_for_one_payment_does_not_hang_at_the_till() {
        assertThatThrownBy(() -> Qris.readStatic(PublishedCodes.FOR_ONE_WITH_FEE))
                .isInstanceOfSatisfying(
                        NotQris.class, e -> assertThat(e.fault()).isEqualTo(Fault.FOR_ONE_PAYMENT));
    }

    @Test
    void an_endless_code_is_refused_before_it_is_read() {
        assertThat(faultOf("000201" + "9".repeat(1_000_000))).isEqualTo(Fault.TOO_LONG);
        String full = HEAD + REGISTERED + TAIL;
        String filler = "8099" + "X".repeat(99) + "8199" + "X".repeat(99) + "8299" + "X".repeat(99);
        int left = 512 - 8 - (full + filler).length() - 4;
        assertThat(faultOf(sealed(full + filler + "83" + left + "X".repeat(left))))
                .isNull();
        assertThat(faultOf(sealed(full + filler + "83" + (left + 1) + "X".repeat(left + 1))))
                .isEqualTo(Fault.TOO_LONG);
        assertThatThrownBy(() -> Qris.readStatic(sealed(full + filler + "83" + left + "X".repeat(left))))
                .isInstanceOfSatisfying(
                        NotQris.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LONG));
    }

    @Test
    void half_a_character_is_refused() {
        assertThat(faultOf(HEAD + "5901\uD83D6304ABCD")).isEqualTo(Fault.NOT_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\u0085"})
    void a_control_character_is_refused_in_another_script_too(String control) {
        String name = new EmvText.Field("01", "WA" + control + "JAN").text();
        assertThat(faultOf(sealed(HEAD + REGISTERED + TAIL + new EmvText.Field("64", name).text())))
                .isEqualTo(Fault.NOT_ASCII);
    }

    @Test
    void fields_in_fields_in_fields_are_never_looked_into() throws NotQris {
        String deep = "X";
        for (int depth = 0; depth < 20; depth++) {
            deep = new EmvText.Field("99", deep).text();
        }
        assertThat(Qris.read(sealed(HEAD + REGISTERED + TAIL + new EmvText.Field("80", deep).text()))
                        .merchantName())
                .isEqualTo("WAJAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6304d7c5", "6304D7C5"})
    void a_checksum_in_small_letters_is_the_same(String checksum) throws NotQris {
        String code = PublishedCodes.STATIC_OF_A_BANK.replace("6304D7C5", checksum);
        assertThat(Qris.read(code).payload()).isEqualTo(PublishedCodes.STATIC_OF_A_BANK);
    }

    @Test
    void any_one_changed_character_is_noticed() {
        String code = PublishedCodes.STATIC;
        for (int at = 0; at < code.length(); at++) {
            char other = code.charAt(at) == '7' ? '8' : '7';
            String changed = code.substring(0, at) + other + code.substring(at + 1);
            assertThat(faultOf(changed)).as(changed).isNotNull();
        }
    }

    @Test
    void what_is_made_is_read_again_whatever_it_is_made_of() throws NotQris {
        var random = new Random(20_261_126);
        for (int round = 0; round < ROUNDS; round++) {
            Money amount = random.nextBoolean() ? null : idr(1 + random.nextLong(Money.MAX_MINOR));
            String reference = random.nextBoolean() ? null : anyText(random, 40);
            var fresh = new NewQris(
                    "ID.CO.EXAMPLE.WWW",
                    "93600" + random.nextLong(1_000_000_000L, 9_999_999_999L),
                    "ID10" + random.nextLong(10_000_000_000L, 99_999_999_999L),
                    "UMI",
                    "5411",
                    anyText(random, 60),
                    anyText(random, 60),
                    random.nextBoolean() ? null : "16424",
                    amount,
                    reference);
            Qris made = fresh.make();
            Qris read = Qris.read(made.payload());
            assertThat(read).isEqualTo(made);
            assertThat(read.amount()).isEqualTo(amount);
            assertThat(read.nmid()).isEqualTo(fresh.nmid());
            assertThat(read.merchantName()).hasSizeBetween(1, 25);
            if (amount == null) {
                Money exactly = idr(1 + random.nextLong(Money.MAX_MINOR));
                Qris asking = Qris.readStatic(made.payload()).asking(exactly);
                assertThat(Qris.read(asking.payload()).amount()).isEqualTo(exactly);
                assertThat(asking.merchantName()).isEqualTo(made.merchantName());
            }
        }
    }

    @Test
    void no_text_breaks_the_reader() {
        var random = new Random(4);
        String[] codes = everyPublishedCode();
        for (int round = 0; round < ROUNDS * 5; round++) {
            var text = new StringBuilder(codes[random.nextInt(codes.length)]);
            for (int change = random.nextInt(1, 6); change > 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(0xFFFF));
                    case 2 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
                    default -> text.setLength(Math.max(at, 1));
                }
            }
            String changed = text.toString();
            // A fault or a reading, never anything else; sealed anew, the rest of the checks have their turn.
            faultOf(changed);
            faultOf(sealed(changed));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Warung Bu Sari                        | Warung Bu Sari
            Café Señor Ñandú                      | Cafe Senor Nandu
            Toko 'Ａ１' ½                          | Toko 'A1' 1 2
            最佳运输                               | MERCHANT
            🍜 Mie Ayam 🍜 Pak Min                 | Mie Ayam Pak Min
            Perusahaan Dagang Sinar Jaya Abadi    | Perusahaan Dagang Sinar J
            Perusahaan Dagang Sinar   aaaa        | Perusahaan Dagang Sinar a
            """)
    void a_name_becomes_what_payment_apps_can_show(String name, String shown) {
        assertThat(NewQris.plain(name, 25, "MERCHANT")).isEqualTo(shown);
    }

    private static String anyText(Random random, int most) {
        return random.ints(random.nextInt(most + 1), 1, 0x2FFF)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String sealed(String fields) {
        String covered = fields + "6304";
        return covered + Crc16.of(covered).toUpperCase(Locale.ROOT);
    }

    private static Money idr(long rupiah) {
        return new Money(rupiah, Currency.IDR);
    }

    private static @Nullable Fault faultOf(String text) {
        try {
            Qris.read(text);
            return null;
        } catch (NotQris e) {
            assertThat(e.message()).isNotBlank();
            return e.fault();
        }
    }
}
