package com.plugipay.db;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to a question that travels with the transaction's next statement, or now when it is needed now.
public final class Asked<T> {
    private final Tx tx;
    private @Nullable List<T> rows;

    Asked(Tx tx) {
        this.tx = tx;
    }

    void answer(List<T> found) {
        rows = found;
    }

    public List<T> list() {
        if (rows == null) {
            tx.flush();
        }
        List<T> found = rows;
        if (found == null) {
            throw new IllegalStateException("asked, sent, and not answered");
        }
        return found;
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
