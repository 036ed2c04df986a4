package com.plugipay.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail as it is kept.
///
/// @param status `pending`, `sent`, `failed`, or `kept` in test mode
/// @param lastError why the last try failed
public record Mail(
        MailId id,
        Letter letter,
        String status,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {}
