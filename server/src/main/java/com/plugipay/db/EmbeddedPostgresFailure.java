package com.plugipay.db;

import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL cannot be had; the message says why and what to do.
public final class EmbeddedPostgresFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresFailure(String message) {
        this(message, null);
    }

    EmbeddedPostgresFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
