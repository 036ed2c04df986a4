package com.plugipay.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who did something: a program with its key, a person, the customer, a payment provider, or Plugipay itself.
///
/// @param id of the key, the person or the adapter; null for the customer and the system
/// @param name as people know them, as far as known
public record Actor(
        Type type, @Nullable String id, @Nullable String name) {
    public static final Actor SYSTEM = new Actor(Type.SYSTEM, null, null);
    public static final Actor CUSTOMER = new Actor(Type.CUSTOMER, null, null);

    public enum Type {
        KEY,
        PERSON,
        CUSTOMER,
        PROVIDER,
        SYSTEM;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Actor provider(String adapter) {
        return new Actor(Type.PROVIDER, adapter, null);
    }
}
