package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.command.Running;
import com.plugipay.mail.SmtpServer;
import com.plugipay.provider.ProviderInstall;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @Test
    void without_settings_it_runs_here_with_a_database_of_its_own() {
        Config config = Config.read(List.of(), Map.of());

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.bind()).isNull();
        assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(config.baseUrl()).isNull();
        assertThat(config.readyFile()).isNull();
        assertThat(config.databaseUrl()).isNull();
        assertThat(config.databaseOwnerUrl()).isNull();
        assertThat(config.databaseConnections()).isEqualTo(16);
        assertThat(config.secretKey()).isNull();
        assertThat(config.rateLimitFactor()).isEqualTo(1);
        assertThat(config.region()).isEqualTo("sgp1");
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.smtp()).isNull();
        assertThat(config.providers())
                .isEqualTo(
                        new ProviderInstall(URI.create("https://api.xendit.co"), null, null, null, null, false, null));
    }

    @Test
    void providers_are_reached_elsewhere_over_tls_or_on_this_machine_and_keys_are_not_said() {
        ProviderInstall providers = Config.read(
                        List.of(),
                        Map.of(
                                "PLUGIPAY_XENDIT_URL", "http://127.0.0.1:9301/",
                                "PLUGIPAY_MIDTRANS_URL", "https://midtrans.example",
                                "PLUGIPAY_XENPLATFORM_KEY", "geheim",
                                "PLUGIPAY_ALLOW_PROVIDER_SANDBOXES", "true"))
                .providers();
        assertThat(providers.xendit()).isEqualTo(URI.create("http://127.0.0.1:9301"));
        assertThat(providers.midtrans()).isEqualTo(URI.create("https://midtrans.example"));
        assertThat(providers.xenplatformKey()).isEqualTo("geheim");
        assertThat(providers.allowSandboxes()).isTrue();
        assertThat(providers.toString()).doesNotContain("geheim");
    }

    @Test
    void a_mail_server_is_read_and_every_mistake_in_it_told_without_its_password() {
        Config config = Config.read(
                List.of(),
                Map.of("PLUGIPAY_SMTP_URL", "smtps://kasir%40toko.id:ge%3Aheim@mail.toko.id?from=a+b@toko.id"));
        assertThat(config.smtp())
                .isEqualTo(new SmtpServer(true, "mail.toko.id", 465, "kasir@toko.id", "ge:heim", "a+b@toko.id"));
        assertThat(String.valueOf(config.smtp())).doesNotContain("ge:heim");
        assertThatThrownBy(() -> Config.read(
                        List.of(), Map.of("PLUGIPAY_SMTP_URL", "http://:geheim@mail.toko.id/x?from=a%0D%0Ab@toko.id")))
                .isInstanceOfSatisfying(
                        Config.Mistakes.class,
                        mistakes -> assertThat(String.valueOf(mistakes.getMessage()))
                                .contains("smtp:// or smtps://", "?from=", "no path", "user and password")
                                .doesNotContain("geheim"));
    }

    @Test
    void an_option_wins_over_the_environment() {
        Map<String, String> environment = Map.of("PLUGIPAY_PORT", "1", "PLUGIPAY_PUBLIC_URL", "https://a.example");

        Config config = Config.read(List.of("--port", "2", "--base-url=https://b.example/"), environment);

        assertThat(config.port()).isEqualTo(2);
        assertThat(config.baseUrl()).isEqualTo("https://b.example");
        assertThat(Config.read(List.of(), environment).port()).isEqualTo(1);
    }

    @Test
    void all_mistakes_are_told_at_once_and_no_secret_is_repeated() {
        Map<String, String> environment = Map.of(
                "PLUGIPAY_PORT", "99999",
                "PLUGIPAY_PUBLIC_URL", "pay.example.com",
                "PLUGIPAY_DATABASE_URL", "mysql://root:geheim@db/x",
                "PLUGIPAY_SECRET_KEY", "Z2VoZWlt",
                "PLUGIPAY_RATE_LIMIT_FACTOR", "-1");

        assertThatThrownBy(() -> Config.read(List.of("--colour", "red", "--data"), environment))
                .isInstanceOfSatisfying(Config.Mistakes.class, mistakes -> {
                    String text = String.valueOf(mistakes.getMessage());
                    assertThat(text)
                            .contains("--colour", "--data needs a value", "PLUGIPAY_PORT", "PLUGIPAY_PUBLIC_URL")
                            .contains("PLUGIPAY_DATABASE_URL", "PLUGIPAY_SECRET_KEY", "PLUGIPAY_RATE_LIMIT_FACTOR")
                            .doesNotContain("geheim", "Z2VoZWlt");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31})
    void a_short_key_is_refused(int bytes) {
        String key = Base64.getEncoder().encodeToString(new byte[bytes]) + (bytes == 0 ? "AA==" : "");
        assertThatThrownBy(() -> Config.read(List.of(), Map.of("PLUGIPAY_SECRET_KEY", key)))
                .isInstanceOf(Config.Mistakes.class)
                .hasMessageContaining("PLUGIPAY_SECRET_KEY");
    }

    @Test
    void a_long_enough_key_is_taken() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(Config.read(List.of(), Map.of("PLUGIPAY_SECRET_KEY", key)).secretKey())
                .hasSize(32);
    }

    @Test
    void one_more_authority_for_paypals_messages_is_taken_beside_sandboxes_only() {
        Map<String, String> sandboxes =
                Map.of("PLUGIPAY_ALLOW_PROVIDER_SANDBOXES", "true", "PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY", "pom.xml");
        assertThat(Config.read(List.of(), sandboxes).providers().sandboxAuthority())
                .isEqualTo(Path.of("pom.xml").toUri());
        assertThatThrownBy(() -> Config.read(
                        List.of(),
                        Map.of(
                                "PLUGIPAY_ALLOW_PROVIDER_SANDBOXES", "true",
                                "PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY", "nowhere.pem")))
                .hasMessageContaining("PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY is no file that can be read");
    }

    @ParameterizedTest
    @CsvSource({
        "PLUGIPAY_PORT, -1",
        "PLUGIPAY_PORT, 1.5",
        "PLUGIPAY_PORT, ٣",
        "PLUGIPAY_DATABASE_CONNECTIONS, 3",
        "PLUGIPAY_DATABASE_CONNECTIONS, 201",
        "PLUGIPAY_PUBLIC_URL, https://pay.example.com/path",
        "PLUGIPAY_PUBLIC_URL, https://user@pay.example.com",
        "PLUGIPAY_PUBLIC_URL, ftp://pay.example.com",
        "PLUGIPAY_RATE_LIMIT_FACTOR, NaN",
        "PLUGIPAY_SECRET_KEY, not base64!",
        "PLUGIPAY_XENDIT_URL, http://xendit.example",
        "PLUGIPAY_PAYPAL_URL, https://user@paypal.example",
        "PLUGIPAY_MIDTRANS_URL, ftp://127.0.0.1",
        "PLUGIPAY_ALLOW_PROVIDER_SANDBOXES, yes",
        "PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY, pom.xml",
        "PLUGIPAY_DATABASE_OWNER_URL, postgresql://owner@db/x"
    })
    void a_wrong_value_is_named(String name, String value) {
        assertThatThrownBy(() -> Config.read(List.of(), Map.of(name, value)))
                .isInstanceOf(Config.Mistakes.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_shared_database_without_the_shared_key_does_not_start(@TempDir Path data) {
        Config config = Config.read(
                List.of("--data", data.toString()), Map.of("PLUGIPAY_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/x"));

        assertThatThrownBy(() -> Running.start(config, InstantSource.system(), InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PLUGIPAY_SECRET_KEY");
        assertThat(data).isEmptyDirectory();
    }
}
