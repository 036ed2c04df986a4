package com.plugipay.id;

/// Prefix + `_` + ULID: the same text in tables, logs, JSON and URLs.
public interface Id {
    String text();
}
