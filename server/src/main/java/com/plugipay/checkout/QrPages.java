package com.plugipay.checkout;

import com.plugipay.http.ClientAddress;
import com.plugipay.http.RateLimits;
import com.plugipay.payment.Attempt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The code that a customer holds, as a picture to save. It is gone when the code is no longer good, so that nobody
/// pays
/// on it.
@RestController
final class QrPages {
    private static final int PIXELS = 720;

    private final SessionReader reader;
    private final RateLimits limits;
    private final ClientAddress address;

    QrPages(SessionReader reader, RateLimits limits, ClientAddress address) {
        this.reader = reader;
        this.limits = limits;
        this.address = address;
    }

    /// Where the code of an attempt is to be saved from.
    static String path(Attempt attempt) {
        return "/c/" + attempt.payable() + "/qr.png";
    }

    @GetMapping("/c/{id}/qr.png")
    ResponseEntity<byte[]> picture(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_READ, address.of(request), response);
        CheckoutSessionId sessionId = SessionReader.parse(id);
        byte[] png =
                QrApi.held(reader.see(reader.scopeOf(sessionId), sessionId)).pngOfWidth(PIXELS);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .body(png);
    }
}
