package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What people read can be read: the tokens of base.css, and every brand's colour on every ground of theirs.
class ColoursTest {
    private static final Assets ASSETS = Assets.load();
    private static final List<String> GROUNDS = List.of("ground", "surface", "sunken");
    private static final String DARK = "@media (prefers-color-scheme: dark)";
    private static final int BRANDS = 5_000;

    @Test
    void text_can_be_read_on_every_ground_in_light_and_dark() {
        Map<String, Integer> light = light();
        Map<String, Integer> night = night();
        assertThat(night.keySet()).isEqualTo(light.keySet());
        for (var tokens : List.of(light, night)) {
            for (String text : List.of("ink", "ink-soft", "ink-faint", "accent-text", "danger", "success")) {
                for (String ground : GROUNDS) {
                    readable(tokens, text, ground, 4.5);
                }
            }
            for (String state : List.of("success", "warning", "danger", "info")) {
                readable(tokens, state, state + "-ground", 4.5);
            }
            readable(tokens, "on-accent", "accent", 4.5);
            readable(tokens, "on-danger", "danger", 4.5);
            readable(tokens, "on-test", "test", 4.5);
            readable(tokens, "surface", "ink", 4.5);
            readable(tokens, "line-strong", "surface", 3);
            readable(tokens, "line-strong", "ground", 3);
            readable(tokens, "accent-text", "ground", 3);
        }
    }

    @Test
    void a_brands_colour_is_made_readable_whatever_it_is() {
        Stream<String> usual =
                Stream.of("#FFFFFF", "#000000", "#FFD600", "#E11D48", "#808080", "#00FF00", "#0b3d91", "#777777");
        Stream<String> any = new Random(20261127)
                .ints(BRANDS, 0, 0x1000000)
                .mapToObj(colour -> String.format(Locale.ROOT, "#%06x", colour));
        Map<String, Integer> light = light();
        Map<String, Integer> night = night();
        Stream.concat(usual, any).forEach(colour -> {
            Accent accent = Objects.requireNonNull(Accent.of(colour));
            isReadable(colour, accent.light(), light);
            isReadable(colour, accent.dark(), night);
        });
    }

    private static void isReadable(String brand, Accent.Scheme accent, Map<String, Integer> tokens) {
        assertThat(Accent.contrast(rgb(accent.onFill()), rgb(accent.fill())))
                .as("words on a button of %s", brand)
                .isGreaterThanOrEqualTo(4.5);
        seen(brand, accent.fill(), tokens, "surface", 3);
        for (String ground : GROUNDS) {
            seen(brand, accent.text(), tokens, ground, 4.5);
            seen(brand, accent.line(), tokens, ground, 3);
        }
    }

    @Test
    void a_colour_that_can_be_read_as_it_is_stays_as_it_is() {
        Accent accent = Objects.requireNonNull(Accent.of("#0B3D91"));
        assertThat(accent.light()).isEqualTo(new Accent.Scheme("#0b3d91", "#ffffff", "#0b3d91", "#0b3d91"));
        assertThat(accent.dark().text()).isNotEqualTo("#0b3d91");
        Accent bright = Objects.requireNonNull(Accent.of("#FFD600"));
        assertThat(bright.dark()).isEqualTo(new Accent.Scheme("#ffd600", "#000000", "#ffd600", "#ffd600"));
    }

    @Test
    void a_button_that_would_not_be_seen_on_its_card_is_darkened_or_lightened() {
        Accent black = Objects.requireNonNull(Accent.of("#000000"));
        assertThat(black.light().fill()).isEqualTo("#000000");
        assertThat(black.dark().fill()).isNotEqualTo("#000000");
        Accent white = Objects.requireNonNull(Accent.of("#FFFFFF"));
        assertThat(white.light().fill()).isNotEqualTo("#ffffff");
        assertThat(white.dark().fill()).isEqualTo("#ffffff");
    }

    @Test
    void what_is_no_colour_is_none() {
        assertThat(Accent.of("red;}body{display:none")).isNull();
        assertThat(Accent.of("#12345")).isNull();
        assertThat(Accent.of(null)).isNull();
    }

    private static void seen(String brand, String colour, Map<String, Integer> tokens, String ground, double wanted) {
        assertThat(Accent.contrast(rgb(colour), Objects.requireNonNull(tokens.get(ground))))
                .as("%s of %s on %s", colour, brand, ground)
                .isGreaterThanOrEqualTo(wanted);
    }

    private static Map<String, Integer> light() {
        String css = ASSETS.style("base.css");
        return tokens(css.substring(0, css.indexOf(DARK)));
    }

    private static Map<String, Integer> night() {
        String css = ASSETS.style("base.css");
        return tokens(css.substring(css.indexOf(DARK), css.indexOf("*, ::before")));
    }

    private static void readable(Map<String, Integer> tokens, String text, String ground, double wanted) {
        assertThat(Accent.contrast(
                        Objects.requireNonNull(tokens.get(text)), Objects.requireNonNull(tokens.get(ground))))
                .as(text + " on " + ground)
                .isGreaterThanOrEqualTo(wanted);
    }

    private static int rgb(String hex) {
        return Integer.parseInt(hex.substring(1), 16);
    }

    private static Map<String, Integer> tokens(String css) {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        Matcher token = Pattern.compile("--([a-z-]+): oklch\\(([0-9.]+)% ([0-9.]+) ([0-9.]+)\\);")
                .matcher(css);
        while (token.find()) {
            tokens.put(
                    token.group(1),
                    rgb(
                            Double.parseDouble(token.group(2)) / 100,
                            Double.parseDouble(token.group(3)),
                            Double.parseDouble(token.group(4))));
        }
        return tokens;
    }

    /// OKLCH to sRGB, by Björn Ottosson's matrices.
    private static int rgb(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
                | channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
                | channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static int channel(double linear) {
        double c = Math.clamp(linear, 0, 1);
        return (int) Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055));
    }
}
