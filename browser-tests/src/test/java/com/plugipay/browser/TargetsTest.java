package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// A thumb meets what it aims at: each link and button of customers' pages is 44 px high, unless it stands in a
/// sentence.
class TargetsTest {
    private static final String SMALL = """
            () => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden], [type=radio], [type=checkbox])")]
              .filter((one) => one.checkVisibility() && !one.closest(".unseen") && !one.closest(".notice li"))
              .map((one) => [one.textContent.trim() || one.id, Math.round(one.getBoundingClientRect().height)])
              .filter(([, height]) => height < 44)
              .map(([words, height]) => words + ": " + height)
            """;

    /// How far the title of an unfolded family stands from the middle of its drawing.
    private static final String ASIDE = """
            () => [...document.querySelectorAll("details.family > summary")].map((summary) => {
              const middle = (one) => one.getBoundingClientRect().top + one.getBoundingClientRect().bottom;
              return Math.round(Math.abs(middle(summary.querySelector("span")) - middle(summary.querySelector(".icon"))) / 2);
            })""";

    private final SoftAssertions findings = new SoftAssertions();

    @Test
    void every_state_that_is_drawn() {
        List<String> states = Stream.of("hosted-", "receipt", "approval", "challenge")
                .flatMap(beginning -> Previews.named(beginning).stream())
                .toList();
        assertThat(states).hasSizeGreaterThan(100);
        try (Person customer = Person.with(Product.shared(), Device.PHONE)) {
            Page page = customer.context().newPage();
            page.setViewportSize(360, 640);
            for (String state : states) {
                page.setContent(Previews.read(state));
                findings.assertThat((List<?>) page.evaluate(SMALL)).as(state).isEqualTo(List.of());
                page.evaluate("document.querySelectorAll('details.family').forEach((one) => (one.open = true))");
                findings.assertThat((List<?>) page.evaluate(ASIDE)).as(state).allMatch(aside -> aside.equals(0));
            }
        }
        findings.assertAll();
    }
}
