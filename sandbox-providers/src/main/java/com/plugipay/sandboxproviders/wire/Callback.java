package com.plugipay.sandboxproviders.wire;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message to the merchant's server, signed.
///
/// @param to null when the merchant never said where to
public record Callback(String event, @Nullable URI to, Map<String, String> headers, byte[] body) {}
