package com.plugipay.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.Language;
import com.plugipay.http.Texts;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceToPayTest {
    private static final Texts TEXTS = Texts.load();

    @Test
    void each_place_says_where_and_when_it_was_read() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (PaymentMethod method : MethodCatalogue.all()) {
            for (PlaceToPay place : PlaceToPay.of(method.id())) {
                URI source = URI.create(place.source());
                assertThat(source.getScheme()).as(method.id()).isEqualTo("https");
                assertThat(source.getHost()).as(method.id()).contains(".");
                assertThat(place.readOn()).as(method.id()).isAfter(LocalDate.of(2026, 1, 1));
                assertThat(place.readOn()).as(method.id()).isBeforeOrEqualTo(today.plusDays(1));
            }
        }
    }

    @Test
    void a_place_with_menus_names_itself_and_has_words_in_both_languages() {
        for (PaymentMethod method : MethodCatalogue.all()) {
            for (PlaceToPay place : PlaceToPay.of(method.id())) {
                for (Language language : Language.values()) {
                    String key = "checkout.steps." + place.kind().wire();
                    assertThat(TEXTS.text(language, key)).isNotBlank();
                    String lines = TEXTS.text(language, key + ".lines");
                    assertThat(lines.split("[|]")).hasSizeGreaterThan(2);
                    assertThat(lines.contains("{1}"))
                            .as("%s at %s", method.id(), place.kind())
                            .isEqualTo(!place.menu().isEmpty());
                }
                assertThat(place.name().isEmpty()).isEqualTo(place.menu().isEmpty());
            }
        }
    }

    @Test
    void every_line_is_of_a_channel_that_there_is_and_what_nobody_wrote_down_has_none() {
        List<String> known =
                MethodCatalogue.all().stream().map(PaymentMethod::id).toList();
        assertThat(DataFile.rows("places-to-pay.csv"))
                .allSatisfy(row -> assertThat(known)
                        .containsAll(List.of(row.getField("channels").split(" ", -1))));
        assertThat(PlaceToPay.of("va_bca")).hasSize(3);
        assertThat(PlaceToPay.of("va_seabank")).isEmpty();
        assertThat(PlaceToPay.of("cash")).isEmpty();
    }
}
