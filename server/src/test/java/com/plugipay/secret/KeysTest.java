package com.plugipay.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private final Keys keys = new Keys(root(1));

    private static byte[] root(int seed) {
        byte[] root = new byte[32];
        Arrays.fill(root, (byte) seed);
        return root;
    }

    @Test
    void what_was_sealed_opens_for_its_purpose_and_owner() {
        byte[] sealed = keys.seal("api key", "key_1", "rahasia ✓");

        assertThat(keys.open("api key", "key_1", sealed)).isEqualTo("rahasia ✓");
        assertThat(new Keys(root(1)).open("api key", "key_1", sealed)).isEqualTo("rahasia ✓");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("rahasia");
    }

    @Test
    void it_opens_for_no_other_purpose_owner_or_install() {
        byte[] sealed = keys.seal("api key", "key_1", "rahasia");

        assertThatThrownBy(() -> keys.open("api key", "key_2", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.open("webhook", "key_1", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Keys(root(2)).open("api key", "key_1", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PLUGIPAY_SECRET_KEY");
    }

    @Test
    void one_changed_bit_anywhere_is_noticed() {
        byte[] sealed = keys.seal("api key", "key_1", "rahasia");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> keys.open("api key", "key_1", changed)).isInstanceOf(IllegalStateException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> keys.open("api key", "key_1", cut)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void the_same_secret_is_never_sealed_the_same_way() {
        assertThat(keys.seal("p", "o", "x")).isNotEqualTo(keys.seal("p", "o", "x"));
    }

    @Test
    void signatures_depend_on_purpose_message_and_root() {
        assertThat(keys.sign("cursor", "a")).isEqualTo(keys.sign("cursor", "a")).hasSize(32);
        assertThat(keys.sign("cursor", "a")).isNotEqualTo(keys.sign("cursor", "b"));
        assertThat(keys.sign("cursor", "a")).isNotEqualTo(keys.sign("other", "a"));
        assertThat(keys.sign("cursor", "a")).isNotEqualTo(new Keys(root(2)).sign("cursor", "a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31})
    void a_short_root_is_refused(int length) {
        assertThatThrownBy(() -> new Keys(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_caller_may_wipe_its_copy_of_the_root() {
        byte[] root = root(1);
        var kept = new Keys(root);
        Arrays.fill(root, (byte) 0);

        assertThat(kept.sign("p", "m")).isEqualTo(keys.sign("p", "m"));
    }

    @Test
    void the_key_file_is_made_once_and_readable_by_its_owner_only(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secret.key");
        byte[] made = SecretKeyFile.readOrMake(file);

        assertThat(made).hasSize(32);
        assertThat(SecretKeyFile.readOrMake(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
