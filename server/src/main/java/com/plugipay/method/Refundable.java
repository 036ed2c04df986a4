package com.plugipay.method;

/// Whether money of a channel can go back through its provider, the strictest first.
public enum Refundable {
    NONE,
    /// Only as the merchant's own transfer, recorded here.
    BY_HAND,
    /// Only the whole amount, once.
    FULL,
    /// It can; whether in part is not settled.
    YES,
    /// In full and in part.
    PARTIAL,
    /// In part, several times.
    SEVERAL,
    /// Nobody has said: the provider is asked and its answer shown.
    UNDECIDED;

    public boolean canTry() {
        return switch (this) {
            case NONE, BY_HAND -> false;
            case FULL, YES, PARTIAL, SEVERAL, UNDECIDED -> true;
        };
    }

    /// Whether a part may be asked for.
    public boolean canBePart() {
        return switch (this) {
            case NONE, BY_HAND, FULL -> false;
            case YES, PARTIAL, SEVERAL, UNDECIDED -> true;
        };
    }
}
