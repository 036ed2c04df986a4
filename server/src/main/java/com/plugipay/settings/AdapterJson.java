package com.plugipay.settings;

import com.plugipay.http.Install;
import com.plugipay.http.Json;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adapters on the wire.
final class AdapterJson {
    private final Install install;

    AdapterJson(Install install) {
        this.install = install;
    }

    record Shown(
            String kind,
            String mode,
            String status,
            @Nullable String secretKeyLast4,
            @Nullable Object publicConfig,
            @Nullable String inboundUrl,
            @Nullable Instant configuredAt,
            @Nullable Instant lastErrorAt,
            @Nullable String lastErrorCode) {}

    /// Every kind, those that nobody connected as `unconfigured`.
    Map<String, Shown> all(Mode mode, List<AdapterConfig> configs) {
        var all = new LinkedHashMap<String, Shown>();
        for (AdapterKind kind : AdapterKind.values()) {
            all.put(
                    kind.wire(),
                    configs.stream()
                            .filter(config -> config.kind() == kind)
                            .findFirst()
                            .map(config -> of(mode, config))
                            .orElseGet(() -> new Shown(
                                    kind.wire(), mode.wire(), "unconfigured", null, null, null, null, null, null)));
        }
        return all;
    }

    Shown of(Mode mode, AdapterConfig config) {
        return new Shown(
                config.kind().wire(),
                mode.wire(),
                config.status(),
                config.secretLast4(),
                publicConfig(config),
                // Callbacks come with the providers that send them.
                null,
                config.configuredAt(),
                config.lastErrorAt(),
                config.lastErrorCode());
    }

    private @Nullable Object publicConfig(AdapterConfig config) {
        return switch (config.kind()) {
            case MANUAL ->
                ManualJson.of(ManualJson.stored(config.publicConfig())).shown(install);
            case XENDIT, MIDTRANS, PAYPAL, MANAGED -> Json.storedTexts(config.publicConfig());
        };
    }
}
