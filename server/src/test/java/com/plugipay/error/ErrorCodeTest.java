package com.plugipay.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void the_documented_table_is_the_enum() throws Exception {
        var documented = new LinkedHashMap<String, Integer>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([0-9]{3}) \\|")
                .matcher(Files.readString(Path.of("../docs/errors.md")));
        while (rows.find()) {
            assertThat(documented.put(rows.group(1), Integer.valueOf(rows.group(2))))
                    .as(rows.group(1) + " stands twice")
                    .isNull();
        }
        var coded = new LinkedHashMap<String, Integer>();
        for (ErrorCode code : ErrorCode.values()) {
            coded.put(code.wire(), code.status());
        }
        assertThat(documented).containsExactlyEntriesOf(coded);
    }
}
