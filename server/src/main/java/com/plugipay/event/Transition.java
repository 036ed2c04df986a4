package com.plugipay.event;

import org.jspecify.annotations.Nullable;

/// A change that has not been saved yet: no object changes without the fact that says so.
///
/// @param before null when the object is new
public record Transition<T, E extends DomainEvent>(@Nullable T before, T after, E event) {}
