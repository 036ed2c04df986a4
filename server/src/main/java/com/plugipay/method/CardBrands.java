package com.plugipay.method;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The brands of cards, and what pages call them: the file `method/card-brands.csv`.
public final class CardBrands {
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        for (NamedCsvRecord row : DataFile.rows("card-brands.csv")) {
            LABELS.put(row.getField("id"), row.getField("label"));
        }
    }

    private CardBrands() {}

    /// In the order of pages.
    public static List<String> labels() {
        return List.copyOf(LABELS.values());
    }

    /// @param id a brand that is not in the list stays as it is
    public static String label(String id) {
        return LABELS.getOrDefault(id, id);
    }
}
