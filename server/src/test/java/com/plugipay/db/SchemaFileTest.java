package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaFileTest {
    private static final Path FILE = Path.of("../docs/schema.sql");

    @Test
    void the_documented_schema_is_what_the_migrations_leave() throws Exception {
        String schema = SchemaText.of(TestServer.shared().running().access().owner());
        if (Boolean.getBoolean("plugipay.write")) {
            Files.writeString(FILE, schema);
        }
        assertThat(FILE)
                .as("run this test with -Dplugipay.write=true and look at the difference")
                .hasContent(schema);
    }
}
