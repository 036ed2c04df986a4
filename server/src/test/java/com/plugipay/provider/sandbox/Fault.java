package com.plugipay.provider.sandbox;

/// What the wired sandbox does instead of answering well.
public enum Fault {
    /// Does what it was asked and answers after everybody has stopped waiting.
    HANG,
    /// Does what it was asked and answers a byte at a time.
    DRIP,
    /// Does what it was asked and says that it failed.
    FAIL_AFTER,
    /// Does nothing and says that it failed.
    FAIL_BEFORE,
    LIE_LESS,
    LIE_MORE,
    LIE_CURRENCY,
    LIE_KEY,
    LIE_MODE,
    /// Makes nothing and says so.
    REFUSE,
    /// Refuses, whatever the card.
    DECLINE,
    /// Sends the customer away first, whatever the card.
    ASK
}
