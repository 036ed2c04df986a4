package com.plugipay.adapter;

import com.plugipay.http.Install;
import com.plugipay.http.Json;
import com.plugipay.scope.Scope;
import com.plugipay.settings.ManualJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adapters on the wire.
final class AdapterJson {
    private final Install install;
    private final InboundUrls inbound;

    AdapterJson(Install install, InboundUrls inbound) {
        this.install = install;
        this.inbound = inbound;
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

    /// What may be shown of an adapter, as it is stored.
    static String text(Map<String, ? extends @Nullable Object> shown) {
        return Json.text(shown);
    }

    static Map<String, @Nullable String> texts(String stored) {
        return Json.storedValues(stored);
    }

    /// The same with what a provider told about itself.
    static String with(String stored, Map<String, String> learned) {
        Map<String, @Nullable String> all = new LinkedHashMap<>(texts(stored));
        all.putAll(learned);
        return Json.text(all);
    }

    /// Every kind, those that nobody connected as `unconfigured`.
    Map<String, Shown> all(Scope scope, List<AdapterConfig> configs) {
        var all = new LinkedHashMap<String, Shown>();
        for (AdapterKind kind : AdapterKind.values()) {
            all.put(
                    kind.wire(),
                    configs.stream()
                            .filter(config -> config.kind() == kind)
                            .findFirst()
                            .map(config -> of(scope, config))
                            .orElseGet(() -> new Shown(
                                    kind.wire(),
                                    scope.mode().wire(),
                                    "unconfigured",
                                    null,
                                    null,
                                    inbound.shown(scope.workspace(), scope.mode(), kind),
                                    null,
                                    null,
                                    null)));
        }
        return all;
    }

    Shown of(Scope scope, AdapterConfig config) {
        return new Shown(
                config.kind().wire(),
                scope.mode().wire(),
                config.status(),
                config.secretLast4(),
                publicConfig(config),
                inbound.shown(scope.workspace(), scope.mode(), config.kind()),
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
