package com.plugipay.http;

/// A moment as pages show it.
///
/// @param iso the instant, `2026-07-26T07:30:00Z`
/// @param shown what is read, often relative: "5 minutes ago"
/// @param exact to the minute in the workspace's time zone, shown on hover
public record TimeText(String iso, String shown, String exact) {}
