package com.plugipay.method;

import java.time.Duration;
import java.time.Instant;

/// How long after the capture a refund is taken.
///
/// @param fewestDays in the worst case
/// @param mostDays in the best; more than the fewest when it depends on what we are not told, such as the issuer
public record RefundWindow(int fewestDays, int mostDays) {
    public RefundWindow {
        if (fewestDays < 1 || mostDays < fewestDays) {
            throw new IllegalArgumentException("not a number of days");
        }
    }

    static RefundWindow of(int days) {
        return new RefundWindow(days, days);
    }

    /// Whether the provider would certainly refuse. What only may be closed is for the provider to say.
    public boolean isClosed(Instant capturedAt, Instant now) {
        return now.isAfter(capturedAt.plus(Duration.ofDays(mostDays)));
    }
}
