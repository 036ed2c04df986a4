package com.plugipay.dashboard;

/// Something is wrong now, in the reader's language.
///
/// @param path of the dashboard page to look at
public record Warning(String title, String text, String path, String link) {}
