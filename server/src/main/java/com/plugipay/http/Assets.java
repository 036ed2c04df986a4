package com.plugipay.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The files of `static/`, each under a name that carries the hash of its content, so that browsers may keep them
/// forever.
///
/// A style sheet names its neighbours by their plain names in `url(…)`; they are rewritten to the hashed ones.
public final class Assets {
    private static final Pattern URL = Pattern.compile("url\\(\"?([^/:\")]+)\"?\\)");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private final Map<String, String> hashedNames = new HashMap<>();
    private final Map<String, Asset> assets = new HashMap<>();
    private final Map<String, String> styles = new HashMap<>();

    private Assets() {}

    public static Assets load() {
        Assets assets = new Assets();
        List<Resource> styles = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:static/*.*")) {
                if (nameOf(file).endsWith(".css")) {
                    styles.add(file);
                } else {
                    assets.add(nameOf(file), file.getContentAsByteArray());
                }
            }
            for (Resource style : styles) {
                String css = style.getContentAsString(StandardCharsets.UTF_8);
                String linked = assets.linked(small(css));
                assets.styles.put(nameOf(style), linked);
                assets.add(nameOf(style), linked.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return assets;
    }

    /// Where a file of `static/` is served: `checkout.css` is `/static/checkout-3f2a9c1b.css`.
    public String url(String name) {
        return "/static/" + hashedName(name);
    }

    /// A style sheet itself, for pages that carry it to be painted from one request.
    public String style(String name) {
        return Objects.requireNonNull(styles.get(name), name);
    }

    /// What is served under `/static/{hashedName}`.
    public Optional<Asset> find(String hashedName) {
        return Optional.ofNullable(assets.get(hashedName));
    }

    /// The hashed names of all files.
    public List<String> names() {
        return assets.keySet().stream().sorted().toList();
    }

    private String hashedName(String name) {
        String hashed = hashedNames.get(name);
        if (hashed == null) {
            throw new IllegalArgumentException("no file static/" + name);
        }
        return hashed;
    }

    private String linked(String css) {
        return URL.matcher(css).replaceAll(found -> Matcher.quoteReplacement("url(\"" + url(found.group(1)) + "\")"));
    }

    private static String small(String css) {
        return css.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("\\n\\s*", "\n").strip() + "\n";
    }

    private void add(String name, byte[] bytes) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1);
        String type = TYPES.get(ending);
        if (type == null) {
            throw new IllegalStateException("static/" + name + ": no content type known");
        }
        String hashed = name.substring(0, dot) + "-" + hash(bytes) + "." + ending;
        if (hashedNames.put(name, hashed) != null) {
            throw new IllegalStateException("static/" + name + " is there twice");
        }
        assets.put(hashed, new Asset(bytes, gzipped(bytes), type));
    }

    private static String nameOf(Resource file) {
        return Objects.requireNonNull(file.getFilename());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// One static file. `gzipped` may be longer than `bytes` for files that are compressed already.
    @SuppressWarnings("ArrayRecordComponent")
    public record Asset(byte[] bytes, byte[] gzipped, String contentType) {}
}
