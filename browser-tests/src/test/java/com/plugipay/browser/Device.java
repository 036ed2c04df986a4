package com.plugipay.browser;

import com.microsoft.playwright.Browser;

/// What a person holds: a phone in Indonesian, or a desktop in English, unless said otherwise.
enum Device {
    PHONE(390, 844, true, "id-ID"),
    DESKTOP(1280, 800, false, "en-US");

    private final int width;
    private final int height;
    private final boolean touch;
    private final String locale;

    Device(int width, int height, boolean touch, String locale) {
        this.width = width;
        this.height = height;
        this.touch = touch;
        this.locale = locale;
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(touch)
                .setIsMobile(touch)
                .setLocale(locale)
                .setTimezoneId("Asia/Jakarta");
    }
}
