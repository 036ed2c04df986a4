package com.plugipay.event;

/// A fact about one object. Each feature has its own sealed set.
public interface DomainEvent {
    /// Its name on the wire, from the published list.
    String type();
}
