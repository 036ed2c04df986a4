package com.plugipay.method;

import com.plugipay.method.Fact.Kind;
import com.plugipay.method.Fact.Name;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the facts: our own file, and on top of it the operator's, which names only what is different there.
public final class FactsFile {
    private static final String OURS = "facts.csv";
    private static final List<String> COLUMNS =
            List.of("adapters", "channels", "fact", "value", "source", "date", "remark");
    /// As adapters are called in settings.
    private static final Set<String> KINDS = Set.of("xendit", "midtrans", "paypal", "manual", "managed");

    private final List<Fact> facts = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private FactsFile() {}

    /// @param operators the operator's own file; null for none
    /// @throws IllegalStateException naming every line that is wrong
    public static Facts read(@Nullable Path operators) {
        var file = new FactsFile();
        try (Reader reader = DataFile.open(OURS)) {
            file.read(OURS, reader, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (operators != null) {
            Facts ours = new Facts(file.facts);
            try (Reader reader = Files.newBufferedReader(operators, StandardCharsets.UTF_8)) {
                file.read(operators.toString(), reader, ours);
            } catch (IOException e) {
                throw new UncheckedIOException("The facts about payment methods cannot be read: " + operators, e);
            }
        }
        if (!file.wrong.isEmpty()) {
            throw new IllegalStateException(String.join("\n", file.wrong));
        }
        return new Facts(file.facts);
    }

    /// @param known what may be said anew: a channel that an adapter does not take cannot be added by a file
    private void read(String name, Reader reader, @Nullable Facts known) throws IOException {
        List<NamedCsvRecord> rows;
        try {
            rows = DataFile.rows(reader);
        } catch (CsvParseException e) {
            wrong.add(name + ": " + e.getMessage());
            return;
        }
        var seen = new HashSet<Name>();
        for (NamedCsvRecord row : rows) {
            String place = name + ", line " + row.getStartingLineNumber() + ": ";
            if (!row.getHeader().equals(COLUMNS)) {
                wrong.add(name + ": the first line must be " + String.join(",", COLUMNS));
                return;
            }
            for (Name one : names(place, row)) {
                if (!seen.add(one)) {
                    wrong.add(place + one.fact().wire() + " of " + one.channel() + " at " + one.kind()
                            + " is said twice");
                } else if (known != null && !known.takes(one.kind(), one.channel())) {
                    wrong.add(place + one.kind() + " does not take " + one.channel());
                } else {
                    fact(place, one, row).ifPresent(facts::add);
                }
            }
        }
    }

    private List<Name> names(String place, NamedCsvRecord row) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.wire().equals(row.getField("fact")))
                .findFirst()
                .orElse(null);
        if (kind == null) {
            wrong.add(place + "there is no fact named " + row.getField("fact"));
            return List.of();
        }
        var names = new ArrayList<Name>();
        for (String adapter : row.getField("adapters").split(" ", -1)) {
            for (String channel : row.getField("channels").split(" ", -1)) {
                if (!KINDS.contains(adapter)) {
                    wrong.add(place + "there is no adapter named " + adapter);
                } else if (MethodCatalogue.find(channel).isEmpty()) {
                    wrong.add(place + "there is no channel named " + channel);
                } else {
                    names.add(new Name(adapter, channel, kind));
                }
            }
        }
        return names;
    }

    private Optional<Fact> fact(String place, Name name, NamedCsvRecord row) {
        try {
            return Optional.of(new Fact(
                    name,
                    row.getField("value"),
                    row.getField("source"),
                    LocalDate.parse(row.getField("date")),
                    row.getField("remark")));
        } catch (DateTimeException e) {
            wrong.add(place + "date must be the day the source was read, such as 2026-11-26");
        } catch (IllegalArgumentException e) {
            wrong.add(place + e.getMessage());
        }
        return Optional.empty();
    }
}
