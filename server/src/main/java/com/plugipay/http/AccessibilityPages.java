package com.plugipay.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The accessibility statement that hosted pages link to.
@RestController
final class AccessibilityPages {
    private final Pages pages;

    AccessibilityPages(Pages pages) {
        this.pages = pages;
    }

    @GetMapping("/accessibility")
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        Language language = Pages.language(request, null);
        PageFrame frame =
                pages.frame(language, "/accessibility?lang=" + language.other().code());
        return Pages.compressed(
                pages.document(200, frame, "http/accessibility.jte", new AccessibilityPage(frame)), request);
    }
}
