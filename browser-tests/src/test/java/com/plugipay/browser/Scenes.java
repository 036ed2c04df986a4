package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Every state of the hosted page, each brought about the way a customer, a shop or time does it. What a healthy
/// product cannot be made to do is taken from the server's previews of the same templates.
final class Scenes implements AutoCloseable {
    private static final String LINES = """
            "lineItems":[{"name":"Kopi susu gula aren","quantity":4,"unitAmount":28000},
             {"name":"Roti bakar srikaya","quantity":2,"unitAmount":25250}]""";
    private static final String ALL = "";
    private static final String CARD = "\"methods\":[\"card\"],";

    /// lcat.dev, "Format checksum yang dipakai di QRIS", read 2026-11-26: static.
    private static final String OWN_CODE =
            "00020101021126660014ID.LINKAJA.WWW011893600911000093000502151912131509300050303UME5144"
                    + "0014ID.CO.QRIS.WWW0215ID20190139612790303UME5204839853033605802ID5924Infak Sinergi Foundation"
                    + "6007BANDUNG61054017362070703A01630458E0";
    static final String ACCOUNTS = """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"8830 1234 5678","accountHolder":"Sari Wulandari"},
              {"bankName":"Bank Mandiri","accountNumber":"1310 0098 7654 321","accountHolder":"Sari Wulandari"}],
             "staticQrPayload":"%s","instructions":"Tulis nama Anda di berita transfer.\\nKami cek setiap jam."}
            """.formatted(OWN_CODE);
    private static final String SHOP = """
            {"brandName":"Kopi Senja","brandTagline":"Kopi susu dan roti bakar, Bandung","brandAccentColor":"#B45309",
             "enabledMethods":["qris","ovo","dana","shopeepay","gopay","linkaja","astrapay","jeniuspay","va_bca","va_bni",
              "va_bri","va_mandiri","va_permata","va_cimb","va_bsi","va_danamon","va_seabank","card","alfamart",
              "indomaret","paypal","klikpay_bca","akulaku","kredivo","bank_transfer","static_qris","cash","edc_card"]}
            """;
    private static final String WORST = """
            {"brandName":"Warung Kopi Nusantara Jaya Abadi Sentosa Cabang Dago Pakar 2",
             "brandTagline":"Biji kopi pilihan dari seluruh Nusantara sejak 1998, kirim ke mana saja",
             "brandAccentColor":"#FFD600"}
            """;

    /// @param play brings a page into the state, in a language
    record Scene(String name, Product product, BiConsumer<Page, String> play) {}

    private final Product product = Product.start("100");
    private final Product strict = Product.start("0.05");

    static Scenes prepare() {
        var scenes = new Scenes();
        scenes.product.put("/v1/adapters/manual", ACCOUNTS);
        scenes.product.patch("/v1/checkout/settings", SHOP);
        return scenes;
    }

    List<Scene> all() {
        return Stream.of(choosing(), holding(), refused(), uncertain(), byHand(), ended(), wrong())
                .flatMap(List::stream)
                .toList();
    }

    private List<Scene> choosing() {
        return List.of(
                scene("choose-every-method", opened(ALL)),
                scene("choose-a-family-unfolded", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.select(page, "va_bni");
                }),
                scene("choose-few", opened("\"methods\":[\"qris\",\"va_bca\",\"card\"],")),
                scene("choose-card-only", opened(CARD)),
                scene("choose-too-much-for-some", (page, lang) -> open(page, lang, big())),
                scene("choose-nothing-left", (page, lang) -> {
                    String link = link("\"methods\":[\"alfamart\"],");
                    product.patch("/v1/checkout/settings", "{\"enabledMethods\":[\"card\"]}");
                    open(page, lang, link);
                    product.patch("/v1/checkout/settings", SHOP);
                }),
                scene("choose-worst-content", (page, lang) -> {
                    product.patch("/v1/checkout/settings", WORST);
                    open(page, lang, product.newSession("{\"amount\":999999999999,\"currency\":\"IDR\"}"));
                    product.patch("/v1/checkout/settings", SHOP);
                }),
                scene("choose-dollars", (page, lang) -> open(page, lang, dollars())));
    }

    private List<Scene> holding() {
        return List.of(
                scene("held-qris", held("qris")),
                scene("held-va", held("va_bca")),
                scene("held-va-steps", (page, lang) -> {
                    held("va_bca").accept(page, lang);
                    unfold(page, ".steps");
                }),
                scene("held-bill", held("va_mandiri")),
                scene("held-retail", held("alfamart")),
                scene("held-phone", held("ovo")),
                scene("held-bank-transfer", held("bank_transfer")),
                scene("held-own-code", held("static_qris")),
                scene("held-cash", held("cash")),
                scene("held-and-another-asked-for", (page, lang) -> {
                    held("va_bca").accept(page, lang);
                    page.locator(".other > summary").click();
                }),
                scene("approve-at-the-wallet", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.choose(page, "dana");
                    page.locator(".challenge").waitFor();
                }),
                scene("wallet-waits", away("dana")),
                scene("klikpay-waits", away("klikpay_bca")),
                scene("paylater-waits", away("kredivo")),
                scene("paypal-waits", (page, lang) -> {
                    open(page, lang, dollars());
                    Payer.choose(page, "paypal");
                    page.locator(".quiet-link a").click();
                    page.locator(".state").waitFor();
                }),
                scene("3ds", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.pay(page, Payer.THREE_D_SECURE);
                    page.locator(".challenge").waitFor();
                }),
                scene("3ds-waits", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.pay(page, Payer.THREE_D_SECURE);
                    page.locator(".quiet-link a").click();
                    page.locator(".state").waitFor();
                }),
                scene("processing", preview("hosted-processing")));
    }

    private List<Scene> refused() {
        return List.of(
                scene("card-typed-wrong", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.typeCard(page, "5555 5555 5555 4444", "01/20", "12");
                    Payer.payButton(page).click();
                }),
                scene("declined-card", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.pay(page, Payer.DECLINED);
                    Payer.problem(page).waitFor();
                }),
                scene("declined-no-money", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.pay(page, Payer.INSUFFICIENT);
                    Payer.problem(page).waitFor();
                }),
                scene("declined-not-verified", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.pay(page, Payer.THREE_D_SECURE);
                    Payer.finish(page, false);
                    Payer.problem(page).waitFor();
                }),
                scene("declined-by-the-wallet", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.choose(page, "dana");
                    Payer.finish(page, false);
                    Payer.problem(page).waitFor();
                }),
                // An open page follows by itself; these are opened when it has happened.
                scene("time-over", (page, lang) -> {
                    String link = link(ALL);
                    open(page, lang, link);
                    Payer.choose(page, "ovo");
                    page.locator(".held").waitFor();
                    page.navigate("about:blank");
                    product.post("/v1/test/clocks/advance", "{\"seconds\":120}");
                    open(page, lang, link);
                    Payer.problem(page).waitFor();
                }),
                scene("phone-missing", (page, lang) -> {
                    opened(ALL).accept(page, lang);
                    Payer.select(page, "ovo");
                    Payer.payButton(page).click();
                    page.locator("#phone-ovo-help.error").waitFor();
                }),
                scene("too-many-tries", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    for (int tries = 0; tries < 6; tries++) {
                        Payer.pay(page, Payer.DECLINED);
                        page.locator(".notice-danger").waitFor();
                        page.waitForCondition(() -> page.locator(".busy").count() == 0);
                    }
                }),
                scene("link-used-up", preview("hosted-used-up")),
                scene("provider-silent", preview("hosted-problem-provider_unavailable")),
                scene("method-gone", preview("hosted-problem-method_unavailable")));
    }

    private List<Scene> uncertain() {
        return List.of(
                scene("money-came-short", (page, lang) -> {
                    String link = link(ALL);
                    open(page, lang, link);
                    Payer.choose(page, "va_bca");
                    page.locator(".held").waitFor();
                    simulate(link, "short");
                    page.locator(".notice-warning").waitFor();
                }),
                scene("money-came-late", (page, lang) -> {
                    String link = link(ALL);
                    open(page, lang, link);
                    Payer.choose(page, "va_bca");
                    page.locator(".held").waitFor();
                    page.navigate("about:blank");
                    act(link, "cancel", "{}");
                    simulate(link, "late");
                    open(page, lang, link);
                    page.locator(".notice-warning").waitFor();
                }),
                scene("money-came-twice", (page, lang) -> {
                    String link = link(CARD);
                    open(page, lang, link);
                    Payer.pay(page, Payer.SUCCESS);
                    page.locator(".paid").waitFor();
                    page.navigate("about:blank");
                    simulate(link, "duplicate");
                    open(page, lang, link);
                    page.locator(".notice-warning").waitFor();
                }),
                scene("money-was-sent-back", (page, lang) -> {
                    String link = link(ALL);
                    simulate(link, "short");
                    String money = product.get("/v1/unapplied-payments?checkoutSessionId=" + session(link));
                    product.post(
                            "/v1/unapplied-payments/" + Product.textIn(money, "id") + "/refund",
                            "{\"via\":\"manual\"}");
                    open(page, lang, link);
                }),
                scene("in-doubt", preview("hosted-doubt")),
                scene("in-doubt-and-nobody-knows", preview("hosted-doubt-person")),
                scene("time-over-but-not-certain", preview("hosted-unsure-time")),
                scene("expired-but-not-certain", preview("hosted-unsure-expired")));
    }

    private List<Scene> byHand() {
        return List.of(
                scene("claim-wrong-picture", (page, lang) -> {
                    held("bank_transfer").accept(page, lang);
                    page.locator("#proof")
                            .setInputFiles(
                                    new FilePayload("x.png", "image/png", "no".getBytes(StandardCharsets.UTF_8)));
                    page.locator(".claim button").click();
                    page.locator(".claim .error:not(:empty)").waitFor();
                }),
                scene("claim-under-review", (page, lang) -> claim(page, lang, link(ALL))),
                scene("claim-turned-down", (page, lang) -> {
                    String link = link(ALL);
                    claim(page, lang, link);
                    act(link, "reject", "{\"reason\":\"Belum ada transfer Rp 162.500 yang masuk sampai jam 3 sore.\"}");
                    page.locator(".notice").waitFor();
                }),
                scene("claim-receipt", (page, lang) -> {
                    claim(page, lang, link(ALL));
                    page.locator("a[href*='/receipt?']").click();
                    page.locator(".mark").waitFor();
                }));
    }

    private List<Scene> ended() {
        return List.of(
                scene("paid", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.pay(page, Payer.SUCCESS);
                    page.locator(".paid").waitFor();
                }),
                scene("paid-and-back-to-the-shop", (page, lang) -> {
                    open(page, lang, link(CARD + "\"successUrl\":\"https://shop.example/thanks\","));
                    Payer.pay(page, Payer.SUCCESS);
                    page.locator(".paid").waitFor();
                }),
                scene("paid-receipt", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    Payer.pay(page, Payer.SUCCESS);
                    page.locator(".paid a[href*='/receipt?']").click();
                    page.locator(".items").waitFor();
                }),
                scene("expired", (page, lang) -> {
                    String link = link(CARD);
                    act(link, "expire", "{}");
                    open(page, lang, link);
                }),
                scene("cancel-asked", (page, lang) -> {
                    opened(CARD).accept(page, lang);
                    page.locator(".cancel summary").click();
                }),
                scene("canceled", (page, lang) -> {
                    String link = link(CARD);
                    act(link, "cancel", "{}");
                    open(page, lang, link);
                }),
                scene("canceled-and-back-to-the-shop", (page, lang) -> {
                    String link = link(CARD + "\"cancelUrl\":\"https://shop.example/cart\",");
                    act(link, "cancel", "{}");
                    open(page, lang, link);
                }));
    }

    private List<Scene> wrong() {
        return List.of(
                scene("not-found", (page, lang) -> page.navigate(product.baseUrl() + "/c/nothing?lang=" + lang)),
                new Scene("too-many-requests", strict, (page, lang) -> {
                    String url = strict.baseUrl() + "/c/cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W?lang=" + lang;
                    while (page.navigate(url).status() != 429) {
                        page.waitForTimeout(10);
                    }
                }),
                scene("gone-wrong", preview("error-500")),
                scene("starting", preview("error-503")));
    }

    private Scene scene(String name, BiConsumer<Page, String> play) {
        return new Scene(name, product, play);
    }

    private BiConsumer<Page, String> opened(String terms) {
        return (page, lang) -> open(page, lang, link(terms));
    }

    private BiConsumer<Page, String> held(String method) {
        return (page, lang) -> {
            opened(ALL).accept(page, lang);
            Payer.choose(page, method);
            page.locator(".held").waitFor();
        };
    }

    private BiConsumer<Page, String> away(String method) {
        return (page, lang) -> {
            opened(ALL).accept(page, lang);
            Payer.choose(page, method);
            page.locator(".quiet-link a").click();
            page.locator(".state").waitFor();
        };
    }

    private static void claim(Page page, String lang, String link) {
        open(page, lang, link);
        Payer.choose(page, "bank_transfer");
        page.locator(".claim button").click();
        page.locator(".state h2").waitFor();
    }

    private static BiConsumer<Page, String> preview(String name) {
        return (page, lang) -> page.setContent(Previews.read(name + "-" + lang));
    }

    private String link(String terms) {
        return product.newSession("{\"amount\":162500,\"currency\":\"IDR\"," + terms + LINES + "}");
    }

    private String big() {
        return product.newSession("{\"amount\":25000000,\"currency\":\"IDR\"}");
    }

    private String dollars() {
        return product.newSession("{\"amount\":1500,\"currency\":\"USD\"}");
    }

    private void act(String link, String verb, String json) {
        product.post("/v1/checkout-sessions/" + session(link) + "/" + verb, json);
    }

    private void simulate(String link, String outcome) {
        product.post("/v1/test/checkout-sessions/" + session(link) + "/simulate", "{\"outcome\":\"" + outcome + "\"}");
    }

    private static String session(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static void open(Page page, String lang, String link) {
        page.navigate(link + "?lang=" + lang);
        assertThat(page.locator("#checkout")).isVisible();
    }

    private static void unfold(Page page, String details) {
        Locator closed = page.locator(details + ":not([open]) > summary");
        while (closed.count() > 0) {
            closed.first().click();
        }
    }

    @Override
    public void close() {
        product.close();
        strict.close();
    }
}
