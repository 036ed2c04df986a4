package com.plugipay.http;

import com.plugipay.error.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Serves the static files. Their names carry their hash, so browsers keep them for ever.
@RestController
final class AssetFiles {
    private final Assets assets;

    AssetFiles(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/static/{name}")
    ResponseEntity<byte[]> get(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String accepted) {
        Assets.Asset asset = assets.find(name).orElseThrow(Rejected::notFound);
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(asset.contentType()));
        headers.setCacheControl("public, max-age=31536000, immutable");
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        headers.set("X-Content-Type-Options", "nosniff");
        boolean smaller = asset.gzipped().length < asset.bytes().length;
        if (smaller && accepted != null && accepted.contains("gzip")) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
            return new ResponseEntity<>(asset.gzipped(), headers, 200);
        }
        return new ResponseEntity<>(asset.bytes(), headers, 200);
    }
}
