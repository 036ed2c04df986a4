package com.plugipay.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A finished answer of a write: its bytes are fixed before the commit.
public record Answer(int status, byte[] body) {
    ResponseEntity<byte[]> toResponse(boolean replayed) {
        var headers = new HttpHeaders();
        if (body.length > 0) {
            headers.setContentType(MediaType.APPLICATION_JSON);
        }
        if (replayed) {
            headers.set("Idempotency-Replayed", "true");
        }
        return new ResponseEntity<>(body.length == 0 ? null : body, headers, status);
    }
}
