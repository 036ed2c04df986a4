package com.plugipay.db;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The answer to a question that travels with the transaction's next statement, or now when it is needed now.
public final class Asked<T> {
    private final Supplier<List<T>> rows;

    Asked(Supplier<List<T>> rows) {
        this.rows = rows;
    }

    public List<T> list() {
        return rows.get();
    }

    /// The same answer seen as something else.
    public <U> Asked<U> map(Function<T, U> mapper) {
        return new Asked<>(() -> rows.get().stream().map(mapper).toList());
    }

    public Optional<T> optional() {
        List<T> found = list();
        if (found.size() > 1) {
            throw new IllegalStateException("more than one row");
        }
        return found.stream().findFirst();
    }

    public T single() {
        return optional().orElseThrow(() -> new IllegalStateException("no row"));
    }
}
