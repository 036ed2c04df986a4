package com.plugipay.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A brand's colour made readable: darkened on paper and lightened at night until it can be seen on its ground, as a
/// button with black or white words, as a line and as text.
///
/// @param light on light ground
/// @param dark on dark ground
public record Accent(Scheme light, Scheme dark) {
    /// The accent in one colour scheme, each `#rrggbb`.
    ///
    /// @param fill of the primary button
    /// @param onFill words on it
    /// @param line around it
    /// @param text the accent as text
    public record Scheme(String fill, String onFill, String line, String text) {
        private static Scheme of(int rgb, int end, int card, int ground) {
            int fill = towards(rgb, end, card, SEEN);
            return new Scheme(
                    hex(fill),
                    hex(textOn(fill)),
                    hex(towards(rgb, end, ground, SEEN)),
                    hex(towards(rgb, end, ground, READ)));
        }
    }

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    /// The darkest ground of the light scheme and the lightest of the dark one: `--sunken` of base.css.
    static final int PAPER = 0xF3F0EB;

    static final int NIGHT = 0x25221E;

    /// The cards that buttons stand on: `--surface`.
    static final int CARD = 0xFEFDFB;

    static final int NIGHT_CARD = 0x1C1A16;
    private static final double SEEN = 3;
    private static final double READ = 4.5;

    /// The accent of `#RRGGBB`; null when there is none or it is not one.
    public static @Nullable Accent of(@Nullable String colour) {
        if (colour == null || !HEX.matcher(colour).matches()) {
            return null;
        }
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return new Accent(Scheme.of(rgb, 0x000000, CARD, PAPER), Scheme.of(rgb, 0xFFFFFF, NIGHT_CARD, NIGHT));
    }

    /// The WCAG contrast of two colours, 1 to 21.
    public static double contrast(int one, int two) {
        double a = luminance(one);
        double b = luminance(two);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static int towards(int rgb, int end, int ground, double wanted) {
        int colour = rgb;
        for (int step = 1; step <= 50 && contrast(colour, ground) < wanted; step++) {
            colour = mix(rgb, end, step / 50.0);
        }
        return colour;
    }

    private static int textOn(int fill) {
        return contrast(fill, 0xFFFFFF) >= READ ? 0xFFFFFF : 0x000000;
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (from >> shift) & 0xFF;
            int b = (to >> shift) & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear((rgb >> 16) & 0xFF) + 0.7152 * linear((rgb >> 8) & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
