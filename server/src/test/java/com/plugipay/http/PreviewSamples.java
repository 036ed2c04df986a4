package com.plugipay.http;

import com.plugipay.checkout.Brand;
import com.plugipay.checkout.HostedPage.Line;
import java.time.Instant;
import java.util.List;

/// What the previews are filled with: the ordinary, and the longest there is.
final class PreviewSamples {
    static final Texts TEXTS = Texts.load();
    static final Assets ASSETS = Assets.load();
    static final String SESSION = "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W";
    static final String PAYMENT = "pay_01K7ZQ9A1C3E5G7J9M1P3R5T7V";
    static final String LONG_NAME = "Warung Kopi Nusantara Jaya Abadi Sentosa Cabang Dago Pakar 2";
    static final String LONG_AMOUNT = "Rp 999.999.999.999";
    static final Instant NOW = Instant.parse("2026-07-26T07:30:00Z");

    static final Brand KOPI = new Brand("Kopi Senja", null, "Kopi susu dan roti bakar, Bandung", Accent.of("#B45309"));
    static final Brand PLAIN = new Brand("Toko Bunga Melati", null, null, null);
    static final Brand WORST = new Brand(
            LONG_NAME,
            null,
            "Biji kopi pilihan dari seluruh Nusantara sejak 1998, kirim ke mana saja",
            Accent.of("#FFD600"));
    static final List<Line> LINES = List.of(
            new Line("Kopi susu gula aren 1 liter", 2, "Rp 130.000"),
            new Line("Roti bakar cokelat keju", 1, "Rp 35.000"),
            new Line("Diskon langganan", 1, "-Rp 15.000"));

    private PreviewSamples() {}

    static PageFrame frame(Language language, String otherLanguageUrl) {
        return new PageFrame(TEXTS, ASSETS, language, "n0nce", otherLanguageUrl);
    }

    static TimeText time(Language language, long seconds, String indonesian, String english) {
        String exact = language == Language.EN ? "26 Jul 2026, 14:30 WIB" : "26 Jul 2026 14.30 WIB";
        return new TimeText(NOW.plusSeconds(seconds).toString(), language == Language.EN ? english : indonesian, exact);
    }
}
