package com.plugipay.db;

import java.nio.file.Path;
import java.util.OptionalLong;

/// Another running Plugipay holds this data directory.
public final class DataDirectoryInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OptionalLong holder;

    DataDirectoryInUse(Path directory, OptionalLong holder) {
        super(directory + " is in use by "
                + (holder.isPresent() ? "the running Plugipay with pid " + holder.getAsLong() : "another Plugipay")
                + ". Stop that one, or choose another folder with --data.");
        this.holder = holder;
    }

    public OptionalLong holder() {
        return holder;
    }
}
