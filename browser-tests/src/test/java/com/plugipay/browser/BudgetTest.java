package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Sizes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the first view of the hosted page weighs on the wire, with everything: a customer's data plan is not ours to
/// spend.
class BudgetTest {
    private static final int BUDGET_BYTES = 30_000;
    private static final int REQUESTS = 4;
    private static final int LOGO_SIDE = 900;
    private static final Product PRODUCT = Product.shared();

    @ParameterizedTest
    @CsvSource({
        "card alone, card, ''",
        "every method, '', ''",
        "a code to scan and every method, '', qris",
        "a virtual account and every method, '', va_bca",
    })
    void the_first_view_is_light_and_of_one_origin(String what, String offered, String charged) {
        firstView(what, offered, charged, REQUESTS);
    }

    private static void firstView(String what, String offered, String charged, int requests) {
        String methods = offered.isEmpty() ? "" : ",\"methods\":[\"" + offered + "\"]";
        String link = PRODUCT.newSession("{\"amount\":150000,\"currency\":\"IDR\"" + methods + "}");
        if (!charged.isEmpty()) {
            PRODUCT.post(
                    "/v1/public/checkout/sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/charge",
                    "{\"method\":\"" + charged + "\"}");
        }
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            assertThat(page.locator(charged.isEmpty() ? "form.pay" : ".held")).isVisible();
            page.waitForTimeout(500);
            // The stream of changes has no end and no weight.
            List<Response> answers = customer.responses().stream()
                    .filter(answer -> !answer.request().resourceType().equals("eventsource"))
                    .toList();
            int all = 0;
            var table = new StringBuilder("\nThe hosted page, first view: %s\n".formatted(what));
            for (Response answer : answers) {
                Sizes sizes = answer.request().sizes();
                int size = sizes.responseBodySize + sizes.responseHeadersSize;
                all += size;
                table.append(row(answer.request().resourceType(), size));
            }
            System.out.println(table + row("all", all) + row("budget", BUDGET_BYTES));
            assertThat(answers).hasSizeLessThanOrEqualTo(requests);
            assertThat(all).isLessThanOrEqualTo(BUDGET_BYTES);
        }
    }

    /// With the picture that compresses worst.
    @Test
    void a_shops_logo_is_light_whatever_it_was_made_of() throws IOException {
        var random = new Random(7);
        var noise = new BufferedImage(LOGO_SIDE, LOGO_SIDE, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < LOGO_SIDE; x++) {
            for (int y = 0; y < LOGO_SIDE; y++) {
                noise.setRGB(x, y, random.nextInt());
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(noise, "png", bytes);
        String logo = PRODUCT.baseUrl() + PRODUCT.upload(bytes.toByteArray());
        PRODUCT.patch("/v1/checkout/settings", "{\"brandLogoUrl\":\"" + logo + "\"}");
        try {
            firstView("every method and a logo", "", "qris", REQUESTS + 1);
        } finally {
            PRODUCT.patch("/v1/checkout/settings", "{\"brandLogoUrl\":null}");
        }
    }

    private static String row(String name, int bytes) {
        return String.format(Locale.ROOT, "  %-12s %,8d bytes%n", name, bytes);
    }
}
