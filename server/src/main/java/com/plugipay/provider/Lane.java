package com.plugipay.provider;

import com.plugipay.scope.Mode;
import org.jspecify.annotations.Nullable;

/// Those who wait for answers of the same: an adapter in live mode, or all of test mode, which asks nobody outside.
///
/// @param adapter null for test mode
public record Lane(@Nullable String adapter) {
    static final Lane TEST = new Lane(null);

    @Override
    public String toString() {
        return adapter == null ? Mode.TEST.wire() : adapter;
    }
}
