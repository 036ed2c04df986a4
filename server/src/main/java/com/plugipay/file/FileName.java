package com.plugipay.file;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a kept picture: 32 random characters that nobody can guess, and what it is.
public record FileName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}\\.(png|jpg)");
    private static final String[] PATHS = {"/api/v1/files/", "/v1/files/"};

    public FileName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the name of a kept picture");
        }
    }

    public static Optional<FileName> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new FileName(text)) : Optional.empty();
    }

    /// @param url as we answered it, or with the public address in front
    /// @param baseUrl the public address
    public static Optional<FileName> ofUrl(String url, String baseUrl) {
        String path = url.startsWith(baseUrl + "/") ? url.substring(baseUrl.length()) : url;
        for (String before : PATHS) {
            if (path.startsWith(before)) {
                return parse(path.substring(before.length()));
            }
        }
        return Optional.empty();
    }

    /// Where it is served from, below the public address.
    public String path() {
        return PATHS[0] + text;
    }
}
