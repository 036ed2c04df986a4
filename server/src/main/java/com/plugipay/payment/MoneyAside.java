package com.plugipay.payment;

/// Money that came for a session and fitted nothing, and what is becoming of it.
///
/// @param goingBack a refund of it was begun and has not ended; until it does, the money waits
public record MoneyAside(UnappliedPayment money, boolean goingBack) {}
