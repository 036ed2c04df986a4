package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// What customers see on a phone of 360 px at 300 %: a page that is 120 px wide scrolls only downwards, and no number
/// is cut in two.
class SmallPhoneTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 600;

    /// The numbers of a page whose digits stand on more than one line.
    private static final String BROKEN_NUMBERS = """
            () => {
              const broken = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let text; (text = texts.nextNode());) {
                if (text.parentElement.closest(".unseen, noscript, title, code, a[href^=tel]")) continue;
                for (const number of text.data.matchAll(/[0-9][0-9.,]*[0-9]/g)) {
                  const range = document.createRange();
                  range.setStart(text, number.index);
                  range.setEnd(text, number.index + number[0].length);
                  const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                  if (lines.size > 1) broken.push(number[0]);
                }
              }
              return broken;
            }""";

    /// The words of the page's heading that stand on more than one line.
    private static final String BROKEN_WORDS = """
            () => [...document.querySelectorAll("h1:not(.unseen)")].flatMap((heading) => {
              const broken = [];
              const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
              for (let text; (text = texts.nextNode());) {
                for (const word of text.data.matchAll(/[\\p{L}]+/gu)) {
                  const range = document.createRange();
                  range.setStart(text, word.index);
                  range.setEnd(text, word.index + word[0].length);
                  const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                  if (lines.size > 1) broken.push(word[0]);
                }
              }
              return broken;
            })""";

    private final SoftAssertions findings = new SoftAssertions();

    @Test
    void every_state_that_is_drawn() {
        List<String> states = Stream.of("hosted-", "receipt", "approval", "challenge", "accessibility", "error-")
                .flatMap(beginning -> Previews.named(beginning).stream())
                .toList();
        assertThat(states).hasSizeGreaterThan(100);
        try (Person customer = Person.with(Product.shared(), Device.PHONE)) {
            Page page = customer.context().newPage();
            page.setViewportSize(WIDTH, HEIGHT);
            for (String state : states) {
                page.setContent(Previews.read(state));
                fits(page, state);
                page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
                fits(page, state + ", unfolded");
            }
        }
        findings.assertAll();
    }

    @Test
    void a_payment_from_its_methods_to_its_receipt() {
        Product product = Product.shared();
        try (Person customer = Person.with(product, Device.PHONE)) {
            String link = product.newSession(AccessibilityTest.LONG_LINES.replace("\"methods\":[\"card\"],", ""));
            Page page = customer.open(link);
            page.setViewportSize(WIDTH, HEIGHT);
            fits(page, "every method");
            Payer.choose(page, "va_bca");
            page.locator(".held").first().waitFor();
            fits(page, "virtual account");
            // An open page follows by itself; this one is opened when it has happened.
            page.navigate("about:blank");
            product.tryToPay(link, "generic_decline");
            page.navigate(link);
            fits(page, "declined");
            page.navigate("about:blank");
            product.tryToPay(link, "success");
            page.navigate(link);
            assertThat(page.locator(".paid")).isVisible();
            fits(page, "paid");
            page.locator("a[href*='/receipt?']").first().click();
            fits(page, "receipt");
        }
        findings.assertAll();
    }

    private void fits(Page page, String state) {
        findings.assertThat(
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("%s sticks out", state)
                .isIn(0, 1);
        findings.assertThat((List<?>) page.evaluate(BROKEN_NUMBERS))
                .as("%s cuts numbers", state)
                .isEqualTo(new ArrayList<>());
        findings.assertThat((List<?>) page.evaluate(BROKEN_WORDS))
                .as("%s cuts words of its heading", state)
                .isEqualTo(new ArrayList<>());
    }
}
