package com.plugipay.scope;

/// Test or live: two worlds that never touch.
public enum Mode {
    TEST("test"),
    LIVE("live");

    private final String wire;

    Mode(String wire) {
        this.wire = wire;
    }

    /// As it stands in tables, JSON, keys and URLs.
    public String wire() {
        return wire;
    }

    public static Mode of(String wire) {
        return switch (wire) {
            case "test" -> TEST;
            case "live" -> LIVE;
            default -> throw new IllegalArgumentException("not a mode: " + wire);
        };
    }
}
