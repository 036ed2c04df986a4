package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Takes the pictures of docs/screenshots anew: `bin/test -Dplugipay.screenshots=true`.
@EnabledIfSystemProperty(named = "plugipay.screenshots", matches = "true")
class ScreenshotsTest {
    private static final Path FOLDER = Path.of("../docs/screenshots");
    private static final long BUDGET_BYTES = 4_000_000;
    private static final String ORDER = """
            {"amount":162500,"currency":"IDR","description":"Meja 4","lineItems":[
             {"name":"Kopi susu gula aren","quantity":4,"unitAmount":28000},
             {"name":"Roti bakar srikaya","quantity":2,"unitAmount":25250}]}
            """;

    /// One device, language and theme.
    ///
    /// @param few leaves out the pages that look alike
    private record Camera(Person person, String lang, String suffix, boolean few) {
        Page page() {
            Page page = person.context().newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            return page;
        }

        /// The owner has one language; the pictures show both.
        void speak(Page page) {
            page.navigate(page.url().replaceFirst("[?].*", "") + "?lang=" + lang);
        }

        void take(Page page, String name) {
            page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + suffix + ".jpg"))
                    .setType(ScreenshotType.JPEG)
                    .setQuality(65));
        }
    }

    @Test
    void pictures_for_the_readme() throws IOException {
        Files.createDirectories(FOLDER);
        try (Product product = Product.start()) {
            List<Camera> cameras = new ArrayList<>();
            for (String lang : List.of("id", "en")) {
                cameras.add(camera(product, lang, true, false));
                cameras.add(camera(product, lang, false, false));
            }
            for (Camera camera : cameras) {
                setUp(product, camera);
            }
            becomeOwner(product);
            furnish(product);
            cameras.add(camera(product, "id", true, true));
            cameras.add(camera(product, "en", false, true));
            for (Camera camera : cameras) {
                sell(product, camera);
            }
            for (Camera camera : cameras) {
                pay(product, camera);
                camera.person().close();
            }
            everyMethod(product);
        }
        try (var files = Files.list(FOLDER)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(BUDGET_BYTES);
        }
    }

    private static Camera camera(Product product, String lang, boolean phone, boolean dark) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(phone ? 360 : 1280, phone ? 720 : 800)
                .setDeviceScaleFactor(phone ? 1.5 : 1)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale(lang.equals("id") ? "id-ID" : "en-US")
                .setTimezoneId("Asia/Jakarta");
        Person person = Person.with(product, options);
        person.context().route(url -> true, ScreenshotsTest::nameTheShop);
        return new Camera(person, lang, "-" + lang + (phone ? "-phone" : "-desktop") + (dark ? "-dark" : ""), dark);
    }

    /// The shop has the name it starts with, and no page to change it yet; the pictures show another one.
    private static void nameTheShop(Route route) {
        if (route.request().isNavigationRequest() && route.request().method().equals("GET")) {
            var answer = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replace("My shop", "Kopi Senja").replace(">M</span>", ">K</span>")));
        } else {
            route.resume();
        }
    }

    private static void pay(Product product, Camera camera) {
        Page page = camera.page();
        page.navigate(product.newSession(ORDER));
        camera.take(page, "pay");
        Payer.pay(page, Payer.INSUFFICIENT);
        assertThat(Payer.problem(page)).isVisible();
        page.reload();
        camera.take(page, "pay-declined");
        Payer.pay(page, Payer.THREE_D_SECURE);
        assertThat(page.locator(".challenge")).isVisible();
        page.reload();
        camera.take(page, "pay-3ds");
        page.locator("[name=result][value=complete] + button").click();
        assertThat(page.locator(".paid")).isVisible();
        page.reload();
        camera.take(page, "pay-paid");
        if (!camera.few()) {
            page.navigate(product.newSession(ORDER));
            page.locator(".cancel summary").click();
            page.locator(".cancel button").click();
            assertThat(page.locator(".cancel")).hasCount(0);
            page.reload();
            camera.take(page, "pay-canceled");
            String late = product.newSession(ORDER);
            end(product, late, "expire");
            page.navigate(late);
            camera.take(page, "pay-expired");
        }
        page.close();
    }

    /// What a customer holds of each method: all of them on a phone, some in the dark and some on a desktop.
    private static void everyMethod(Product product) {
        try (Person phone = Person.with(product, small(360, ColorScheme.LIGHT));
                Person dark = Person.with(product, small(360, ColorScheme.DARK));
                Person desktop = Person.with(product, small(1280, ColorScheme.LIGHT))) {
            for (Person person : List.of(phone, dark, desktop)) {
                person.context().route(url -> true, ScreenshotsTest::nameTheShop);
            }
            for (String currency : List.of("IDR", "USD")) {
                for (String line : product.offered(currency)) {
                    String id = Product.textIn(line, "id");
                    if (Product.textIn(line, "group").equals("offline") || id.equals("card")) {
                        continue;
                    }
                    String order = currency.equals("IDR") ? ORDER : "{\"amount\":1500,\"currency\":\"USD\"}";
                    method(product, new Camera(phone, "id", "-id-phone", false), order, id);
                    if (List.of("qris", "ovo").contains(id)) {
                        method(product, new Camera(dark, "id", "-id-phone-dark", false), order, id);
                    }
                    if (List.of("qris", "va_mandiri").contains(id)) {
                        method(product, new Camera(desktop, "en", "-en-desktop", false), order, id);
                    }
                }
            }
            method(product, new Camera(phone, "id", "-approval-id-phone", false), ORDER, "gopay");
        }
    }

    private static void method(Product product, Camera camera, String order, String id) {
        Page page = camera.page();
        page.navigate(product.newSession(order) + "?lang=" + camera.lang());
        Payer.choose(page, id);
        page.locator(".challenge, .held").first().waitFor();
        if (page.locator(".challenge").count() > 0 && !camera.suffix().contains("approval")) {
            page.locator(".quiet-link a").click();
            page.locator(".state").waitFor();
        }
        page.reload();
        page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve("method-" + id + camera.suffix() + ".jpg"))
                .setFullPage(true)
                .setType(ScreenshotType.JPEG)
                .setQuality(40));
        page.close();
    }

    private static Browser.NewContextOptions small(int width, ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, 720)
                .setColorScheme(scheme)
                .setLocale("id-ID")
                .setTimezoneId("Asia/Jakarta");
    }

    private static void setUp(Product product, Camera camera) {
        Page page = camera.page();
        page.navigate(product.setupUrl());
        camera.take(page, "setup");
        page.close();
    }

    private static void becomeOwner(Product product) {
        try (Person owner = Person.with(product, Device.DESKTOP)) {
            Seller.becomeOwner(owner.open(product.setupUrl()));
        }
    }

    private static void sell(Product product, Camera camera) {
        Page page = camera.page();
        page.navigate(product.baseUrl() + "/login");
        camera.take(page, "login");
        page.locator("#email").fill(Seller.EMAIL);
        page.locator("#password").fill(Seller.PASSWORD);
        page.locator("form button[type=submit]").last().click();
        assertThat(page.locator(".shell")).isVisible();
        page.navigate(product.baseUrl() + "/dashboard");
        String list = page.url();
        camera.speak(page);
        camera.take(page, "sessions");
        page.locator(".row-link", new Page.LocatorOptions().setHasText("Meja 4"))
                .first()
                .click();
        page.locator("[data-session]").waitFor();
        camera.speak(page);
        camera.take(page, "session-open");
        page.navigate(list);
        page.locator(".row-link", new Page.LocatorOptions().setHasText("Biji kopi Gayo"))
                .first()
                .click();
        page.locator("[data-session]").waitFor();
        camera.speak(page);
        camera.take(page, "session-completed");
        if (!camera.few()) {
            page.navigate(list);
            page.locator(".head a.button-primary").click();
            camera.speak(page);
            page.locator("#amount").pressSequentially("185000");
            page.locator("#description").fill("Hampers Lebaran, 2 kotak");
            camera.take(page, "new-session");
            page.navigate(list.replace("/test/", "/live/"));
            camera.speak(page);
            camera.take(page, "sessions-empty");
        }
        page.close();
    }

    private static void furnish(Product product) {
        String customer = customer(product, "Dewi Lestari", "dewi@example.com");
        String other = customer(product, "Budi Santoso", "budi@example.com");
        charge(product, session(product, 385_000, "Langganan kantor, Juli", other), "success");
        String gone = session(product, 54_000, "Meja 11", null);
        end(product, gone, "expire");
        charge(product, session(product, 28_000, "Kopi susu gula aren", null), "success");
        end(product, session(product, 96_000, "Pesanan dibatalkan", customer), "cancel");
        charge(product, session(product, 1_250_000, "Kelas latte art, 5 orang", other), "success");
        String beans = session(product, 170_000, "Biji kopi Gayo 500 g", customer);
        decline(product, beans);
        charge(product, beans, "success");
        session(product, 2_450_000, "Mesin espresso, uang muka", other);
        product.newSession(ORDER);
    }

    private static String customer(Product product, String name, String email) {
        return Product.textIn(
                product.post("/v1/customers", "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}"), "id");
    }

    private static String session(Product product, long amount, String description, @Nullable String customer) {
        return product.newSession("{\"amount\":" + amount + ",\"currency\":\"IDR\",\"description\":\"" + description
                + "\"" + (customer == null ? "" : ",\"customerId\":\"" + customer + "\"") + "}");
    }

    private static void charge(Product product, String link, String card) {
        product.post(
                "/v1/public/checkout/sessions/" + id(link) + "/charge",
                "{\"method\":\"card\",\"testCard\":\"" + card + "\"}");
    }

    private static void decline(Product product, String link) {
        try {
            charge(product, link, "generic_decline");
        } catch (IllegalStateException declined) {
            return;
        }
        throw new AssertionError("the card was not declined");
    }

    private static void end(Product product, String link, String how) {
        product.post("/v1/checkout-sessions/" + id(link) + "/" + how, "{}");
    }

    private static String id(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
