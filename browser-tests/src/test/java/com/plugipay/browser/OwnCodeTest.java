package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The shop compares its own QRIS in the dashboard with the one at the till: each module has to be there.
class OwnCodeTest {
    /// For each module whether the code has it black, row by row.
    private static final String MODULES = """
            code => {
              const side = code.viewBox.baseVal.width;
              const black = code.querySelector("path:last-of-type");
              const rows = [];
              for (let y = 0; y < side; y++) {
                let row = "";
                for (let x = 0; x < side; x++) row += black.isPointInFill(new DOMPoint(x + 0.5, y + 0.5)) ? "#" : ".";
                rows.push(row);
              }
              return rows;
            }""";

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void each_module_is_black_on_white_in_every_colour_scheme(ColorScheme scheme) throws IOException {
        Product product = Product.shared();
        product.put("/v1/adapters/manual", Scenes.ACCOUNTS);
        try (Person seller = Seller.signedIn(product)) {
            Page page = seller.open(product.baseUrl() + "/dashboard");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(product.baseUrl()
                    + page.locator("a[href$='/settings/manual']").first().getAttribute("href"));
            Locator code = page.locator(".shop-code > svg");
            List<String> modules = ((List<?>) code.evaluate(MODULES))
                    .stream().map(String.class::cast).toList();
            assertThat(modules).hasSizeGreaterThan(40);
            assertThat(drawn(code, modules.size())).isEqualTo(modules);
        }
    }

    /// What the middle of each module looks like: `#` black, `.` white, `?` neither.
    private static List<String> drawn(Locator code, int side) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
        return IntStream.range(0, side)
                .mapToObj(y -> {
                    var row = new StringBuilder();
                    for (int x = 0; x < side; x++) {
                        int rgb = picture.getRGB(
                                        middle(x, side, picture.getWidth()), middle(y, side, picture.getHeight()))
                                & 0xFFFFFF;
                        row.append(rgb == 0 ? '#' : rgb == 0xFFFFFF ? '.' : '?');
                    }
                    return row.toString();
                })
                .toList();
    }

    private static int middle(int module, int modules, int pixels) {
        return (2 * module + 1) * pixels / (2 * modules);
    }
}
