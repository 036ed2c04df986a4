package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/// Whoever has only a keyboard reaches every way to pay by Tab, and chooses none by looking.
class KeyboardTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";
    private static final int MOST_STOPS = 30;

    @Test
    void from_an_unfolded_family_tab_reaches_its_methods_and_chooses_none() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            unfold(page, "ovo");
            assertThat(page.locator("#method-qris")).isChecked();
            page.keyboard().press("Tab");
            assertThat(page.locator("#method-ovo")).isFocused();
            assertThat(page.locator("#method-ovo")).not().isChecked();
            assertThat(page.locator("#method-qris")).isChecked();

            page.keyboard().press("Shift+Tab");
            assertThat(family(page, "ovo")).isFocused();
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(family(page, "va_bca")).isFocused();
            assertThat(page.locator("#method-qris")).isChecked();
        }
    }

    @Test
    void what_was_reached_is_chosen_by_space_and_paid() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            unfold(page, "ovo");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            assertThat(page.locator("#method-ovo")).isChecked();
            page.keyboard().press("Tab");
            assertThat(page.locator("#phone-ovo")).isFocused();
            page.keyboard().type(Payer.PHONE);
            page.keyboard().press("Enter");
            assertThat(page.locator(".phone")).isVisible();
        }
    }

    @Test
    void arrows_go_on_from_the_method_that_was_reached() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            unfold(page, "va_bca");
            page.keyboard().press("Tab");
            assertThat(page.locator("#method-va_bca")).isFocused();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#method-va_bni")).isChecked();
            page.keyboard().press("Enter");
            assertThat(page.locator(".held h2")).isVisible();
            assertThat(page.locator(".account dt").first()).containsText("BNI");
        }
    }

    /// Folded or not, a family that holds the chosen method is entered at that method.
    @Test
    void a_family_with_the_chosen_method_is_entered_there() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(PRODUCT.newSession(TERMS) + "?method=va_bni");
            tabTo(page, family(page, "va_bni"));
            page.keyboard().press("Tab");
            assertThat(page.locator("#method-va_bni")).isFocused();
        }
    }

    @Test
    void without_a_script_a_link_that_shows_when_it_is_reached_leads_in() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP.options().setJavaScriptEnabled(false))) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            unfold(page, "ovo");
            Locator wayIn = page.locator("a.way-in[href*='method=ovo']");
            assertThat(wayIn.boundingBox().height).isLessThan(2);
            page.keyboard().press("Tab");
            assertThat(wayIn).isFocused();
            assertThat(wayIn.boundingBox().height).isGreaterThan(20);
            page.keyboard().press("Enter");
            assertThat(page.locator("#method-ovo")).isChecked();
            assertThat(page.locator("#method-ovo")).isFocused();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#method-dana")).isChecked();
            page.keyboard().press("Enter");
            assertThat(page.locator(".challenge h1")).isVisible();
        }
    }

    private static Locator family(Page page, String method) {
        return page.locator("details.family:has(#method-" + method + ") > summary");
    }

    private static void unfold(Page page, String method) {
        tabTo(page, family(page, method));
        page.keyboard().press("Enter");
        assertThat(page.locator("#method-" + method)).isVisible();
    }

    private static void tabTo(Page page, Locator wanted) {
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            page.keyboard().press("Tab");
            if ((boolean) wanted.evaluate("one => one === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + wanted);
    }
}
