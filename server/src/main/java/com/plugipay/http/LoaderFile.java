package com.plugipay.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The script with which shops show the checkout in a frame of theirs. Its address says its version: the bytes under it
/// never change, because shops name their hash (`integrity`).
@RestController
final class LoaderFile {
    private final byte[] script;

    LoaderFile() {
        try {
            script = new ClassPathResource("js/v1-plugipay.js").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/js/v1/plugipay.js")
    ResponseEntity<byte[]> v1() {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType("text/javascript; charset=utf-8"));
        headers.setCacheControl("public, max-age=86400");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        return new ResponseEntity<>(script, headers, 200);
    }
}
