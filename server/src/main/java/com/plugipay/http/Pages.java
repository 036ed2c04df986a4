package com.plugipay.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Draws pages: picks the language, makes the nonce, sends the strict headers that every page has.
public final class Pages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final int NONCE_BYTES = 16;
    private static final String PREFERRED = Pages.class.getName() + ".preferred";

    private final Templates templates;
    private final Texts texts;
    private final Assets assets;
    private final Install install;
    private final SecureRandom random = new SecureRandom();

    public Pages(Templates templates, Texts texts, Assets assets, Install install) {
        this.templates = templates;
        this.texts = texts;
        this.assets = assets;
        this.install = install;
    }

    public PageFrame frame(Language language, @Nullable String otherLanguageUrl) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        return new PageFrame(texts, assets, language, text, otherLanguageUrl);
    }

    public ResponseEntity<byte[]> html(int status, PageFrame frame, String template, Object page) {
        return html(status, frame, template, page, "no-referrer");
    }

    /// A page that these origins may show in a frame; none of them, and nobody may.
    ///
    /// @param framedBy as browsers write them: they go into a header as they are
    public ResponseEntity<byte[]> framed(
            int status, PageFrame frame, String template, Object page, List<String> framedBy) {
        return html(status, frame, template, page, "no-referrer", framedBy);
    }

    /// A page whose forms are checked for where they come from: under `no-referrer` browsers would say `null`.
    public ResponseEntity<byte[]> formHtml(int status, PageFrame frame, String template, Object page) {
        return html(status, frame, template, page, "same-origin");
    }

    /// A page to read: no script, no form.
    public ResponseEntity<byte[]> document(int status, PageFrame frame, String template, Object page) {
        ResponseEntity<byte[]> answer = html(status, frame, template, page);
        var headers = new HttpHeaders(answer.getHeaders());
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self' 'nonce-" + frame.nonce()
                        + "'; img-src 'self' data:; font-src 'self'; form-action 'none'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        return new ResponseEntity<>(answer.getBody(), headers, status);
    }

    /// The same page with fewer bytes on the way, for browsers that take it. Only for pages without a secret of their
    /// reader: its length would tell of it.
    public static ResponseEntity<byte[]> compressed(ResponseEntity<byte[]> page, HttpServletRequest request) {
        byte[] body = page.getBody();
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (body == null || accepted == null || !accepted.contains("gzip")) {
            return page;
        }
        var headers = new HttpHeaders(page.getHeaders());
        headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return new ResponseEntity<>(Assets.gzipped(body), headers, page.getStatusCode());
    }

    /// HTML that is no answer: a letter.
    public String letter(String template, Object page) {
        return new String(templates.render(template, page), StandardCharsets.UTF_8);
    }

    private ResponseEntity<byte[]> html(
            int status, PageFrame frame, String template, Object page, String referrerPolicy) {
        return html(status, frame, template, page, referrerPolicy, List.of());
    }

    private ResponseEntity<byte[]> html(
            int status, PageFrame frame, String template, Object page, String referrerPolicy, List<String> framedBy) {
        var headers = new HttpHeaders();
        headers.setContentType(HTML);
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + frame.nonce()
                        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors "
                        + (framedBy.isEmpty() ? "'none'" : String.join(" ", framedBy)));
        headers.set("Referrer-Policy", referrerPolicy);
        headers.setCacheControl("no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Robots-Tag", "noindex");
        if (install.isSecure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        return new ResponseEntity<>(templates.render(template, page), headers, status);
    }

    /// A redirect after a form, so that reload does not send it again.
    public static ResponseEntity<byte[]> seeOther(String path) {
        var headers = new HttpHeaders();
        // Header bytes are ASCII: an address with other letters travels escaped.
        headers.set(HttpHeaders.LOCATION, URI.create(path).toASCIIString());
        headers.setCacheControl("no-store");
        return new ResponseEntity<byte[]>(null, headers, 303);
    }

    public String text(Language language, String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /// Notes the language of the person who asks, for pages that know nothing else of them.
    public static void prefer(HttpServletRequest request, String language) {
        request.setAttribute(PREFERRED, language);
    }

    /// `?lang=`, else what the page's owner chose, else the person's or the browser's, else Indonesian.
    public static Language language(HttpServletRequest request, @Nullable String chosen) {
        return parse(asked(request, "lang"))
                .or(() -> parse(chosen))
                .or(() -> parse((String) request.getAttribute(PREFERRED)))
                .or(() -> ofBrowser(request))
                .orElse(Language.ID);
    }

    /// A wish in the address; null when there is none. A page is shown whatever else its address is made of.
    public static @Nullable String asked(HttpServletRequest request, String name) {
        try {
            return request.getParameter(name);
        } catch (InvalidParameterException e) {
            // The page that says so needs a language, too.
            return null;
        }
    }

    private static Optional<Language> ofBrowser(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null || header.length() > 500) {
            return Optional.empty();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(range -> range.getRange().split("-", 2)[0])
                    .flatMap(code -> parse(code.equals("in") ? "id" : code).stream())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Language> parse(@Nullable String code) {
        return switch (code) {
            case "en" -> Optional.of(Language.EN);
            case "id" -> Optional.of(Language.ID);
            case null, default -> Optional.empty();
        };
    }
}
