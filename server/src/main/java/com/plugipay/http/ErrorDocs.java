package com.plugipay.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/docs/errors`, where every error's `docUrl` leads: the table of docs/errors.md, a row for each code.
@RestController
final class ErrorDocs {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| ([0-9]{3}) \\| (.+?) \\| (.+?) \\|");

    private final Pages pages;
    private final List<ErrorDocsPage.Row> rows;

    ErrorDocs(Pages pages) {
        this.pages = pages;
        this.rows = read();
    }

    @GetMapping("/docs/errors")
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        PageFrame frame = pages.frame(Language.EN, null);
        return pages.html(200, frame, "http/error-docs.jte", new ErrorDocsPage(frame, rows));
    }

    private static List<ErrorDocsPage.Row> read() {
        try (InputStream in = ErrorDocs.class.getResourceAsStream("/docs/errors.md")) {
            if (in == null) {
                throw new IllegalStateException("docs/errors.md is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row ->
                            new ErrorDocsPage.Row(row.group(1), row.group(2), plain(row.group(3)), plain(row.group(4))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "").replaceAll("\\[([^]]+)]\\([^)]*\\)", "$1");
    }
}
