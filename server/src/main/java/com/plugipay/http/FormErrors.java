package com.plugipay.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong in a form that came back, in the order of its fields.
public record FormErrors(List<Entry> entries) {
    public static final FormErrors NONE = new FormErrors(List.of());

    /// One thing to mend.
    ///
    /// @param field the field's name, which is also its `id` on the page
    /// @param message what to do about it, in the page's language
    public record Entry(String field, String message) {}

    public boolean any() {
        return !entries.isEmpty();
    }

    /// The message beside a field, or null when it is right.
    public @Nullable String of(String field) {
        return entries.stream()
                .filter(entry -> entry.field().equals(field))
                .map(Entry::message)
                .findFirst()
                .orElse(null);
    }
}
