package com.plugipay.method;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A table of this package's own in the class path: CSV with a header, and comments that begin with `#`.
final class DataFile {
    private DataFile() {}

    static List<NamedCsvRecord> rows(String name) {
        try (Reader reader = open(name)) {
            return rows(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<NamedCsvRecord> rows(Reader reader) throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(reader)) {
            return csv.stream().toList();
        }
    }

    static Reader open(String name) {
        InputStream in = DataFile.class.getResourceAsStream("/method/" + name);
        if (in == null) {
            throw new IllegalStateException("method/" + name + " is missing");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
