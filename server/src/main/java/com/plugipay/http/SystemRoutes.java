package com.plugipay.http;

import com.plugipay.db.Database;
import com.plugipay.money.Currency;
import java.util.Arrays;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether we are there, whether we work, and what this install offers.
@RestController
final class SystemRoutes {
    private final Install install;
    private final Database database;
    private final Answers answers;

    SystemRoutes(Install install, Database database, Answers answers) {
        this.install = install;
        this.database = database;
        this.answers = answers;
    }

    record CurrencyShown(String code, int exponent) {}

    record PublicConfig(
            String name,
            String version,
            List<String> apiVersions,
            String baseUrl,
            boolean selfHosted,
            boolean signupOpen,
            List<CurrencyShown> currencies,
            List<String> locales,
            String region) {}

    record Health(String status, String version) {}

    record Readiness(String status) {}

    @GetMapping("/health")
    ResponseEntity<byte[]> health() {
        return json(200, new Health("ok", install.version()));
    }

    @GetMapping("/ready")
    ResponseEntity<byte[]> ready() {
        try {
            database.ping();
            return json(200, new Readiness("ready"));
        } catch (DataAccessException e) {
            return json(503, new Readiness("unavailable"));
        }
    }

    @GetMapping({"/v1/config", "/api/v1/config"})
    ResponseEntity<byte[]> config(ApiRequest request) {
        var config = new PublicConfig(
                "Plugipay",
                install.version(),
                List.of("v1"),
                install.baseUrl(),
                true,
                false,
                Arrays.stream(Currency.values())
                        .map(currency -> new CurrencyShown(currency.name(), currency.exponent()))
                        .toList(),
                List.of("id", "en"),
                install.region());
        return answers.ok(request, Json.bytes(config));
    }

    private static ResponseEntity<byte[]> json(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(body));
    }
}
