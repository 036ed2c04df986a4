package com.plugipay.db;

/// The database could not do what we asked, or we cannot know whether it did.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
