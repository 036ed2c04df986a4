package com.plugipay.method;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One place where customers pay with what they hold: the file `method/places-to-pay.csv`.
///
/// @param name of the bank, the app or the site; empty where the method's own name is it
/// @param menu the way through the menus, as it is written there; empty where there is none
/// @param source where this was read, and when
public record PlaceToPay(Kind kind, String name, String menu, String source, LocalDate readOn) {
    public enum Kind {
        APP,
        ATM,
        WEB,
        SCAN,
        TILL,
        PUSH;

        /// As in keys of texts.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, List<PlaceToPay>> BY_CHANNEL = read();

    /// In the order of pages; empty where nobody has written the way down.
    public static List<PlaceToPay> of(String channel) {
        return BY_CHANNEL.getOrDefault(channel, List.of());
    }

    private static Map<String, List<PlaceToPay>> read() {
        Map<String, List<PlaceToPay>> places = new LinkedHashMap<>();
        for (NamedCsvRecord row : DataFile.rows("places-to-pay.csv")) {
            var place = new PlaceToPay(
                    Kind.valueOf(row.getField("place").toUpperCase(Locale.ROOT)),
                    row.getField("name"),
                    row.getField("menu"),
                    row.getField("source"),
                    LocalDate.parse(row.getField("date")));
            for (String channel : row.getField("channels").split(" ", -1)) {
                places.computeIfAbsent(channel, _ -> new ArrayList<>()).add(place);
            }
        }
        return places;
    }
}
