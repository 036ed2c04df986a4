package com.plugipay.db;

/// A write that had to change exactly one row changed another number: somebody else won. Nothing was kept.
public final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRace(String sql, int rows) {
        super("expected one row, changed " + rows + ": "
                + sql.strip().lines().findFirst().orElse(""));
    }
}
