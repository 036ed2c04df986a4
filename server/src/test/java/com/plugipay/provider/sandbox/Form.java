package com.plugipay.provider.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How the wired sandbox and its client write to each other.
final class Form {
    private Form() {}

    static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> read(String text) {
        var values = new HashMap<String, String>();
        for (String pair : text.split("&", -1)) {
            int split = pair.indexOf('=');
            if (split > 0) {
                values.put(
                        pair.substring(0, split), URLDecoder.decode(pair.substring(split + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
