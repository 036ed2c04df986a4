package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a customer changes their mind with: another method, not to cancel, the other language; and a page that comes
/// to know by itself that nothing was charged.
class WaysBackTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";

    @Test
    void after_a_wallets_time_the_open_page_comes_to_say_that_nothing_was_charged_and_keeps_what_was_chosen() {
        try (Product own = Product.start();
                Person customer = Person.with(own, Device.PHONE)) {
            Page page = customer.open(own.newSession(TERMS));
            Payer.choose(page, "ovo");
            assertThat(page.locator(".phone")).isVisible();
            // The rest of it passes by itself, as it does for customers: advancing over it would settle everything at
            // once.
            own.post("/v1/test/clocks/advance", "{\"seconds\":52}");
            assertThat(Payer.problem(page)).hasText("Waktu untuk cara bayar ini sudah habis");
            assertThat(page.locator("[data-unsure] .notice-danger")).containsText("jangan bayar lagi");
            Payer.select(page, "va_bca");
            assertThat(page.locator(".notice-danger"))
                    .containsText(
                            "Uang Anda tidak terpotong. Coba sekali lagi",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(45_000));
            assertThat(page.locator("[data-unsure]")).hasCount(0);
            assertThat(page.locator("#method-va_bca")).isChecked();
        }
    }

    @Test
    void who_does_not_want_to_cancel_after_all_is_back_where_they_were() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            page.evaluate("window.drawnOnce = true");
            page.locator(".cancel summary").click();
            page.locator(".cancel a").click();
            assertThat(page.locator(".cancel button")).isHidden();
            assertThat(page.locator(".cancel summary")).isFocused();
            assertThat(page.evaluate("window.drawnOnce")).isEqualTo(true);
            assertThat(Payer.payButton(page)).isVisible();
        }
    }

    @Test
    void without_a_script_too() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE.options().setJavaScriptEnabled(false))) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            Payer.choose(page, "va_bca");
            page.locator(".cancel summary").click();
            assertThat(page.locator(".cancel form")).containsText("Jangan dibatalkan");
            page.locator(".cancel a").click();
            assertThat(page.locator(".cancel button")).isHidden();
            assertThat(page.locator(".held")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"details.other", "details.cancel"})
    void what_is_unfolded_below_the_edge_comes_into_view(String details) {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.context().newPage();
            page.setViewportSize(360, 640);
            page.navigate(PRODUCT.newSession(TERMS));
            Payer.choose(page, "va_bca");
            Locator fold = page.locator(details);
            Locator summary = fold.locator("> summary");
            // At the lower edge, where a thumb finds it.
            summary.evaluate("one => scrollTo(0, one.getBoundingClientRect().bottom + scrollY - innerHeight + 8)");
            double before = summary.boundingBox().y;
            assertThat(before).isGreaterThan(560);
            summary.evaluate("one => one.click()");
            Locator last = details.endsWith("cancel")
                    ? fold.locator("form > a")
                    : fold.locator("details.family > summary").first();
            assertThat(last).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.99));
            assertThat(summary).isInViewport();
        }
    }

    @ParameterizedTest
    @CsvSource({"REDUCE, auto", "NO_PREFERENCE, smooth"})
    void who_wants_little_to_move_sees_no_scrolling(ReducedMotion wish, String how) {
        try (Person customer = Person.with(PRODUCT, Device.PHONE.options().setReducedMotion(wish))) {
            customer.context().addInitScript("Element.prototype.scrollIntoView = (way) => (window.way = way)");
            Page page = customer.open(PRODUCT.newSession(TERMS));
            page.locator(".cancel summary").click();
            page.waitForFunction("window.way");
            assertThat(page.evaluate("window.way.behavior")).isEqualTo(how);
        }
    }

    @Test
    void the_other_language_keeps_the_chosen_method() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            Payer.select(page, "va_bni");
            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator("#method-va_bni")).isChecked();
            assertThat(page.locator("#method-va_bni")).isVisible();
            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "id");
            assertThat(page.locator("#method-va_bni")).isChecked();
            Payer.select(page, "card");
            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator("#method-card")).isChecked();
        }
    }

    @Test
    void where_nothing_was_chosen_the_address_says_nothing_of_it() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.url()).doesNotContain("method");
        }
    }
}
