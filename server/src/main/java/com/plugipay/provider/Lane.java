package com.plugipay.provider;

import com.plugipay.scope.Mode;
import org.jspecify.annotations.Nullable;

/// Those who wait for answers of the same: an adapter in live mode, or all of test mode, which asks nobody outside.
///
/// @param adapter null for test mode
public record Lane(Mode mode, @Nullable String adapter) {
    public static final Lane TEST = new Lane(Mode.TEST, null);

    static Lane of(PaymentProvider provider) {
        return new Lane(Mode.LIVE, provider.adapter());
    }

    @Override
    public String toString() {
        return adapter == null ? mode.wire() : adapter;
    }
}
