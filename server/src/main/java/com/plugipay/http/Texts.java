package com.plugipay.http;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Every word on our pages, in every language: the bundles `messages/<feature>_{en,id}.properties`.
///
/// A key is `<feature>.<key in that feature's file>`; `{0}`, `{1}` stand for arguments and nothing else is special, so
/// that apostrophes may be written as they are.
public final class Texts {
    private final Map<Language, Map<String, String>> texts;

    private Texts(Map<Language, Map<String, String>> texts) {
        this.texts = texts;
    }

    /// Reads all bundles of the class path; languages that do not have the same keys are refused.
    public static Texts load() {
        Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            texts.put(language, read("_" + language.code() + ".properties"));
        }
        Set<String> missing = new TreeSet<>();
        for (Language one : Language.values()) {
            for (Language two : Language.values()) {
                for (String key : of(texts, one).keySet()) {
                    if (!of(texts, two).containsKey(key)) {
                        missing.add(two.code() + ":" + key);
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("texts missing in messages/: " + missing);
        }
        return new Texts(texts);
    }

    public String text(Language language, String key, Object... arguments) {
        String text = of(texts, language).get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }

    public Set<String> keys(Language language) {
        return Set.copyOf(of(texts, language).keySet());
    }

    private static Map<String, String> of(Map<Language, Map<String, String>> texts, Language language) {
        return Objects.requireNonNull(texts.get(language));
    }

    private static Map<String, String> read(String ending) {
        Map<String, String> all = new HashMap<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*" + ending)) {
                String name = Objects.requireNonNull(file.getFilename());
                String feature = name.substring(0, name.length() - ending.length());
                Properties properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                for (String key : properties.stringPropertyNames()) {
                    all.put(feature + "." + key, properties.getProperty(key));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
