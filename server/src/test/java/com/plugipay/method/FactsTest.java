package com.plugipay.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.method.Fact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we say that providers can do: complete, sourced, and open to the operator.
class FactsTest {
    private static final String HEADER = "adapters,channels,fact,value,source,date,remark\n";
    private static final Facts FACTS = FactsFile.read(null);
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static final String XENDIT = """
            qris ovo dana shopeepay linkaja astrapay jeniuspay va_bca va_bni va_bri va_mandiri va_permata va_cimb \
            va_bsi klikpay_bca card alfamart indomaret akulaku kredivo""";
    private static final Map<String, String> TAKEN = Map.of(
            "xendit",
            XENDIT,
            "managed",
            XENDIT,
            "midtrans",
            """
            qris ovo dana shopeepay gopay va_bca va_bni va_bri va_mandiri va_permata va_cimb va_bsi va_danamon \
            va_seabank klikpay_bca card alfamart indomaret akulaku kredivo""",
            "paypal",
            "paypal",
            "manual",
            "bank_transfer static_qris cash edc_card");

    @TempDir
    Path folder;

    @Test
    void each_adapter_takes_exactly_its_channels_and_every_channel_is_taken_by_somebody() {
        var everywhere = new TreeSet<String>();
        TAKEN.forEach((kind, channels) -> {
            assertThat(channelsOf(kind)).as(kind).containsExactlyInAnyOrder(channels.split(" ", -1));
            everywhere.addAll(List.of(channels.split(" ", -1)));
        });
        assertThat(everywhere)
                .containsExactlyInAnyOrderElementsOf(
                        MethodCatalogue.all().stream().map(PaymentMethod::id).toList());
    }

    /// A number of days is said where money can go back, and nowhere else.
    @Test
    void everything_is_said_about_each() {
        TAKEN.forEach((kind, channels) -> Arrays.stream(channels.split(" ", -1)).forEach(channel -> {
            Set<Kind> said = FACTS.all().stream()
                    .map(Fact::name)
                    .filter(name -> name.kind().equals(kind) && name.channel().equals(channel))
                    .map(Fact.Name::fact)
                    .collect(Collectors.toSet());
            Set<Kind> wanted = of(kind, channel).refundable().canTry()
                    ? Set.of(Kind.values())
                    : Set.of(Kind.AMOUNT_MIN, Kind.AMOUNT_MAX, Kind.LIFE, Kind.REFUND);
            assertThat(said).as("%s %s", kind, channel).isEqualTo(wanted);
        }));
    }

    @Test
    void what_is_decided_has_a_source_and_a_day_and_what_is_not_has_no_value() {
        for (Fact fact : FACTS.all()) {
            assertThat(fact.date()).as("%s", fact).isAfterOrEqualTo("2026-11-01");
            if (fact.isUndecided()) {
                assertThat(fact.source()).as("%s", fact).isEmpty();
            } else {
                assertThat(fact.source()).as("%s", fact).matches("https://[^ ]+|Plugipay: [a-z ]+");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            xendit   | qris         | 1     | 10000000     | fixed PT48H                  | YES       | 30-30
            xendit   | ovo          | 100   | 20000000     | fixed PT55S                  | YES       | -
            xendit   | dana         | 100   | 20000000     | fixed PT30M                  | YES       | -
            xendit   | shopeepay    | 100   | 20000000     | fixed PT30M                  | YES       | -
            xendit   | linkaja      | 100   | 10000000     | fixed PT30M                  | YES       | -
            xendit   | astrapay     | 100   | 20000000     | fixed PT15M                  | YES       | -
            xendit   | jeniuspay    | 1000  | 5000000      | fixed PT10M                  | YES       | -
            xendit   | va_bca       | 10000 | 50000000     | ours                         | NONE      | -
            xendit   | va_bni       | 1     | 50000000000  | ours                         | NONE      | -
            xendit   | va_bri       | 1     | 50000000000  | ours                         | NONE      | -
            xendit   | va_mandiri   | 1     | 50000000000  | ours                         | NONE      | -
            xendit   | va_permata   | 1     | 9999999999   | ours                         | NONE      | -
            xendit   | va_cimb      | -     | -            | ours                         | NONE      | -
            xendit   | va_bsi       | -     | -            | ours                         | NONE      | -
            xendit   | alfamart     | 10000 | 5000000      | ours                         | NONE      | -
            xendit   | indomaret    | 10000 | 5000000      | ours                         | NONE      | -
            xendit   | card         | -     | -            | undecided                    | SEVERAL   | -
            xendit   | klikpay_bca  | 10000 | 100000000    | undecided                    | UNDECIDED | -
            xendit   | akulaku      | -     | -            | undecided                    | PARTIAL   | -
            xendit   | kredivo      | -     | -            | undecided                    | PARTIAL   | 14-14
            managed  | qris         | 1     | 10000000     | fixed PT48H                  | YES       | 30-30
            midtrans | qris         | -     | -            | undecided                    | YES       | 7-365
            midtrans | gopay        | -     | -            | undecided                    | YES       | 45-45
            midtrans | shopeepay    | -     | -            | undecided                    | YES       | 365-365
            midtrans | dana         | -     | -            | undecided                    | YES       | 45-45
            midtrans | ovo          | -     | -            | undecided                    | YES       | 7-7
            midtrans | va_bca       | -     | -            | ours PT20S to P180D else P1D | NONE      | -
            midtrans | va_seabank   | -     | -            | ours PT20S to P180D else P1D | NONE      | -
            midtrans | alfamart     | -     | -            | ours PT20S to P180D else P1D | NONE      | -
            midtrans | card         | -     | -            | undecided                    | YES       | -
            midtrans | akulaku      | -     | -            | undecided                    | YES       | -
            midtrans | kredivo      | -     | -            | undecided                    | YES       | 14-14
            paypal   | paypal       | 1     | -            | fixed PT3H                   | SEVERAL   | 180-180
            manual   | bank_transfer | 1    | -            | session                      | BY_HAND   | -
            manual   | edc_card     | 1     | -            | session                      | BY_HAND   | -
            """)
    void these_are_the_figures(
            String kind, String channel, Long min, Long max, String life, Refundable refund, String days) {
        Capability can = of(kind, channel);
        assertThat(can.min()).isEqualTo(min);
        assertThat(can.max()).isEqualTo(max);
        assertThat(can.life()).isEqualTo(life(life));
        assertThat(can.refundable()).isEqualTo(refund);
        assertThat(can.window()).isEqualTo(days == null ? null : window(days));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            qris    | 1     | 10000000     | fixed PT48H                  | YES     | 7-7
            ovo     | 100   | 20000000     | fixed PT55S                  | YES     | 7-7
            va_bca  | 10000 | 50000000     | ours PT20S to P180D else P1D | NONE    | -
            card    | -     | -            | undecided                    | YES     | -
            kredivo | -     | -            | undecided                    | YES     | 14-14
            """)
    void of_several_the_strictest_that_is_known_holds(
            String channel, Long min, Long max, String life, Refundable refund, String days) {
        Capability can = FACTS.strictest(channel);
        assertThat(can).isEqualTo(new Capability(min, max, life(life), refund, days == null ? null : window(days)));
    }

    @Test
    void limits_take_their_own_ends() {
        Capability can = of("xendit", "alfamart");
        assertThat(Stream.of(9_999L, 10_000L, 5_000_000L, 5_000_001L).map(can::takes))
                .containsExactly(false, true, true, false);
        assertThat(of("midtrans", "alfamart").takes(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fixed PT30M                  | P1D   | PT30M
            fixed PT30M                  | PT10M | PT10M
            ours                         | P30D  | P30D
            ours PT20S to P180D else P1D | P200D | P180D
            ours PT20S to P180D else P1D | PT5S  | PT20S
            session                      | P2D   | P2D
            undecided                    | P2D   | P2D
            """)
    void a_life_is_the_deadline_cut_to_what_the_channel_allows(String life, Duration deadline, Duration asked) {
        assertThat(life(life).until(NOW, NOW.plus(deadline))).isEqualTo(NOW.plus(asked));
    }

    @Test
    void a_window_closes_only_when_it_is_certainly_closed() {
        var window = new RefundWindow(7, 365);
        assertThat(window.isClosed(NOW, NOW.plus(Duration.ofDays(8)))).isFalse();
        assertThat(window.isClosed(NOW, NOW.plus(Duration.ofDays(365)))).isFalse();
        assertThat(window.isClosed(NOW, NOW.plus(Duration.ofDays(365)).plusMillis(1)))
                .isTrue();
    }

    @Test
    void the_operators_file_says_anew_what_it_names_and_nothing_else() throws IOException {
        Facts facts = FactsFile.read(file(HEADER
                + "# granted to us\nxendit,qris,amount_max,20000000,our contract,2026-12-01,\n"
                + "midtrans,alfamart indomaret,amount_max,2500000,our contract,2026-12-01,\n"));
        assertThat(facts.of("xendit", "qris").orElseThrow().max()).isEqualTo(20_000_000);
        assertThat(facts.of("managed", "qris").orElseThrow().max()).isEqualTo(10_000_000);
        assertThat(facts.of("xendit", "qris").orElseThrow().min()).isEqualTo(1);
        assertThat(facts.strictest("indomaret").max()).isEqualTo(2_500_000);
        assertThat(facts.all()).hasSize(FACTS.all().size());
    }

    @Test
    void every_line_that_is_wrong_is_named() throws IOException {
        Path wrong = file(HEADER + """
                xendit,qris,amount_max,10.000.000,us,2026-12-01,
                xendit,qris,amount_min,5,,2026-12-01,
                xendit,qris,colour,red,us,2026-12-01,
                stripe,qris,amount_min,5,us,2026-12-01,
                xendit,bitcoin,amount_min,5,us,2026-12-01,
                xendit,gopay,amount_min,5,us,2026-12-01,
                xendit,ovo,life,an hour,us,2026-12-01,
                xendit,dana,refund,maybe,us,2026-12-01,
                xendit,dana,refund_days,0,us,2026-12-01,
                xendit,dana,amount_min,5,us,last year,
                xendit,linkaja,amount_min,5,us,2026-12-01,
                xendit,linkaja,amount_min,6,us,2026-12-01,
                """);
        assertThatThrownBy(() -> FactsFile.read(wrong))
                .hasMessageContaining("line 2: an amount is digits only")
                .hasMessageContaining("line 3: a value needs a source")
                .hasMessageContaining("line 4: there is no fact named colour")
                .hasMessageContaining("line 5: there is no adapter named stripe")
                .hasMessageContaining("line 6: there is no channel named bitcoin")
                .hasMessageContaining("line 7: xendit does not take gopay")
                .hasMessageContaining("line 8: a life is")
                .hasMessageContaining("line 9: a refund is")
                .hasMessageContaining("line 10: refund_days is")
                .hasMessageContaining("line 11: date must be")
                .hasMessageContaining("line 13: amount_min of linkaja at xendit is said twice");
        Path columns = file("adapter,channel\nxendit,qris\n");
        assertThatThrownBy(() -> FactsFile.read(columns)).hasMessageContaining("the first line must be");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("facts.csv"), text);
    }

    private static Capability of(String kind, String channel) {
        return FACTS.of(kind, channel).orElseThrow();
    }

    private static List<String> channelsOf(String kind) {
        return MethodCatalogue.all().stream()
                .map(PaymentMethod::id)
                .filter(channel -> FACTS.takes(kind, channel))
                .toList();
    }

    private static Life life(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "fixed" -> new Life.Fixed(Duration.parse(words[1]));
            case "ours" ->
                words.length == 1
                        ? new Life.Ours(null, null, null)
                        : new Life.Ours(Duration.parse(words[1]), Duration.parse(words[3]), Duration.parse(words[5]));
            case "session" -> new Life.Session();
            default -> new Life.Undecided();
        };
    }

    private static RefundWindow window(String days) {
        String[] ends = days.split("-", -1);
        return new RefundWindow(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }
}
