package com.plugipay.method;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every adapter can do with every channel it takes: limits, lives, refunds. Read from files, never written in
/// code: what providers change is changed there.
public final class Facts {
    private final Map<String, Map<String, Capability>> byChannel = new LinkedHashMap<>();
    private final List<Fact> all;

    /// @param all each with its source; a later one stands for an earlier one of the same name
    Facts(Collection<Fact> all) {
        var named = new LinkedHashMap<Fact.Name, Fact>();
        all.forEach(fact -> named.put(fact.name(), fact));
        this.all = List.copyOf(named.values());
        for (Fact fact : this.all) {
            Map<String, Capability> ofChannel =
                    byChannel.computeIfAbsent(fact.name().channel(), _ -> new LinkedHashMap<>());
            Capability before = ofChannel.getOrDefault(fact.name().kind(), Capability.UNDECIDED);
            ofChannel.put(fact.name().kind(), fact.addTo(before));
        }
    }

    /// Each fact with where it was read and when.
    public List<Fact> all() {
        return all;
    }

    /// @param kind of an adapter, as in settings: `xendit`, `managed`
    public Optional<Capability> of(String kind, String channel) {
        return Optional.ofNullable(byChannel.getOrDefault(channel, Map.of()).get(kind));
    }

    /// Whether an adapter takes a channel at all.
    public boolean takes(String kind, String channel) {
        return byChannel.getOrDefault(channel, Map.of()).containsKey(kind);
    }

    /// What holds while nobody in particular takes the channel.
    public Capability strictest(String channel) {
        return Capability.strictest(byChannel.getOrDefault(channel, Map.of()).values());
    }
}
