package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.checkout.ApprovalPage;
import com.plugipay.checkout.Bill;
import com.plugipay.checkout.Brand;
import com.plugipay.checkout.ChallengePage;
import com.plugipay.checkout.HeldPage;
import com.plugipay.checkout.HeldPage.Digits;
import com.plugipay.checkout.HostedPage;
import com.plugipay.checkout.HostedPage.Canceled;
import com.plugipay.checkout.HostedPage.Completed;
import com.plugipay.checkout.HostedPage.Contact;
import com.plugipay.checkout.HostedPage.Doubt;
import com.plugipay.checkout.HostedPage.Expired;
import com.plugipay.checkout.HostedPage.Line;
import com.plugipay.checkout.HostedPage.Method;
import com.plugipay.checkout.HostedPage.MethodGroup;
import com.plugipay.checkout.HostedPage.Next;
import com.plugipay.checkout.HostedPage.Open;
import com.plugipay.checkout.HostedPage.Panel;
import com.plugipay.checkout.HostedPage.PendingReview;
import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.checkout.HostedPage.Processing;
import com.plugipay.checkout.HostedPage.TurnedDown;
import com.plugipay.checkout.HostedPage.Unavailable;
import com.plugipay.checkout.NewSessionPage;
import com.plugipay.checkout.Place;
import com.plugipay.checkout.SessionListPage;
import com.plugipay.checkout.SessionPage;
import com.plugipay.checkout.SessionPage.AttemptState;
import com.plugipay.checkout.StatusBadge;
import com.plugipay.checkout.Steps;
import com.plugipay.checkout.TakenOff;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.qris.QrPicture;
import com.plugipay.receipt.ReceiptPage;
import com.plugipay.refund.PaymentPage;
import com.plugipay.refund.RefundNotice;
import com.plugipay.refund.RefundPage;
import com.plugipay.settings.MethodsPage;
import com.plugipay.testmode.ClockPage;
import com.plugipay.workspace.LoginPage;
import com.plugipay.workspace.SetupPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Renders every page in every state and both languages to `target/preview`, to be looked at, and checks what a machine
/// can see.
class PagePreviewTest {
    private static final Texts TEXTS = Texts.load();
    private static final Assets ASSETS = Assets.load();
    private static final Templates TEMPLATES = new Templates();
    private static final int HOSTED_BUDGET = 18_000;

    private static final String SESSION = "cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W";
    private static final String PAYMENT = "pay_01K7ZQ9A1C3E5G7J9M1P3R5T7V";
    private static final String LONG_NAME = "Warung Kopi Nusantara Jaya Abadi Sentosa Cabang Dago Pakar 2";
    private static final String LONG_AMOUNT = "Rp 999.999.999.999";
    private static final Instant NOW = Instant.parse("2026-07-26T07:30:00Z");

    record Page(String template, Object page) {
        String html() {
            return new String(TEMPLATES.render(template, page), StandardCharsets.UTF_8);
        }
    }

    @Test
    void every_page_renders_in_every_state_and_language() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/preview"));
        Path files = Files.createDirectories(folder.resolve("static"));
        for (String name : ASSETS.names()) {
            byte[] bytes = ASSETS.find(name).orElseThrow().bytes();
            Files.write(
                    files.resolve(name),
                    name.endsWith(".css")
                            ? new String(bytes, StandardCharsets.UTF_8)
                                    .replace("\"/static/", "\"")
                                    .getBytes(StandardCharsets.UTF_8)
                            : bytes);
        }
        for (var entry : pages().entrySet()) {
            String html = entry.getValue().html();
            Files.writeString(folder.resolve(entry.getKey() + ".html"), html.replace("\"/static/", "\"static/"));
        }
        assertThat(pages()).hasSizeGreaterThan(60);
    }

    @Test
    void pages_hold_no_script_handler_or_style_of_their_own() {
        pages().forEach((name, page) -> {
            String html = page.html();
            assertThat(html).as(name).doesNotContainPattern("<script(?![^>]* src=)");
            assertThat(html).as(name).doesNotContainPattern("<[^>]*\\son[a-z]+=");
            assertThat(html).as(name).doesNotContainPattern("<[^>]*\\sstyle=");
            assertThat(html).as(name).doesNotContainPattern("<style(?! nonce=\"n0nce\")");
            assertThat(html).as(name).doesNotContainPattern("(?:src|action)=\"(?:https?:)?//");
            assertThat(html)
                    .as(name)
                    .doesNotContain("null")
                    .doesNotContain("{0}")
                    .doesNotContain("{1}");
            assertThat(html).as(name).contains("<h1").contains("name=\"robots\" content=\"noindex\"");
        });
    }

    @Test
    void ids_are_unique_and_labels_find_their_fields() {
        pages().forEach((name, page) -> {
            String html = page.html();
            List<String> ids = all(html, "\\sid=\"([^\"]+)\"");
            assertThat(ids).as(name).doesNotHaveDuplicates();
            assertThat(ids).as(name).containsAll(all(html, "\\sfor=\"([^\"]+)\""));
            for (String described : all(html, "aria-describedby=\"([^\"]+)\"")) {
                assertThat(ids).as(name).contains(described.split(" "));
            }
        });
    }

    @Test
    void a_typed_card_number_can_never_be_sent() {
        String html = page("hosted-open-en").html();
        for (String input : all(html, "(<input id=\"card-[^>]*>)")) {
            assertThat(input).doesNotContain("name=");
        }
    }

    @Test
    void what_people_write_is_encoded() {
        Brand brand = new Brand("<b onclick=\"x()\">&", null, "\"><script>", null);
        String html =
                new Page("checkout/hosted.jte", hosted(Language.EN, brand, "Rp 1", List.of(), open(null, null))).html();
        assertThat(html).doesNotContain("<b onclick").doesNotContain("<script>").contains("&lt;b onclick");
    }

    @Test
    void both_languages_have_the_same_texts_and_use_all_of_their_arguments() {
        assertThat(TEXTS.keys(Language.EN)).isEqualTo(TEXTS.keys(Language.ID));
        for (String key : TEXTS.keys(Language.EN)) {
            assertThat(TEXTS.text(Language.EN, key)).as(key).isNotBlank();
            assertThat(arguments(TEXTS.text(Language.ID, key)))
                    .as(key)
                    .isEqualTo(arguments(TEXTS.text(Language.EN, key)));
        }
    }

    @Test
    void the_hosted_page_stays_small() throws IOException {
        for (Language language : Language.values()) {
            String html = page("hosted-heaviest-" + language.code()).html();
            int size = gzipped(html)
                    + ASSETS.find(nameOf("checkout.js")).orElseThrow().gzipped().length;
            assertThat(size)
                    .as("compressed bytes of the hosted page with all it loads")
                    .isLessThan(HOSTED_BUDGET);
        }
        for (String drawing : all(page("list-empty-en").html(), "(?s)(<svg.*?</svg>)")) {
            assertThat(drawing.length()).isLessThan(2_000);
        }
    }

    @Test
    void assets_are_served_under_the_hash_of_their_content() {
        String url = ASSETS.url("dashboard.css");
        assertThat(url).matches("/static/dashboard-[0-9a-f]{8}\\.css");
        Assets.Asset css = ASSETS.find(url.substring("/static/".length())).orElseThrow();
        assertThat(css.contentType()).isEqualTo("text/css; charset=utf-8");
        assertThat(new String(css.bytes(), StandardCharsets.UTF_8))
                .contains("url(\"" + ASSETS.url("plus-jakarta-sans.woff2") + "\")");
        assertThat(ASSETS.find("dashboard.css")).isEmpty();
        assertThat(ASSETS.find("../application.properties")).isEmpty();
    }

    // ---------------------------------------------------------------- the pages

    /// One of them, as `hosted-open-en`.
    static Page page(String name) {
        return Objects.requireNonNull(pages().get(name));
    }

    private static Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            customerPages(language).forEach((name, page) -> pages.put(name + "-" + language.code(), page));
            sellerPages(language).forEach((name, page) -> pages.put(name + "-" + language.code(), page));
        }
        return pages;
    }

    private static Map<String, Page> customerPages(Language language) {
        Brand kopi = new Brand("Kopi Senja", null, "Kopi susu dan roti bakar, Bandung", Accent.of("#B45309"));
        Brand plain = new Brand("Toko Bunga Melati", null, null, null);
        Brand worst = new Brand(
                LONG_NAME,
                null,
                "Biji kopi pilihan dari seluruh Nusantara sejak 1998, kirim ke mana saja",
                Accent.of("#FFD600"));
        List<Line> lines = List.of(
                new Line("Kopi susu gula aren 1 liter", 2, "Rp 130.000"),
                new Line("Roti bakar cokelat keju", 1, "Rp 35.000"),
                new Line("Diskon langganan", 1, "-Rp 15.000"));
        Map<String, Page> pages = new LinkedHashMap<>();
        hosted(pages, "open", language, kopi, "Rp 150.000", lines, open(null, null));
        hosted(pages, "plain", language, plain, "$15.00", List.of(), open(null, null));
        hosted(pages, "worst", language, worst, LONG_AMOUNT, lines, manyMethods());
        for (Problem.Kind kind : Problem.Kind.values()) {
            hosted(
                    pages,
                    "problem-" + kind.name().toLowerCase(Locale.ROOT),
                    language,
                    kopi,
                    "Rp 150.000",
                    List.of(),
                    open(new Problem(kind, 8), null));
        }
        hosted(
                pages,
                "verify",
                language,
                kopi,
                "Rp 150.000",
                List.of(),
                open(null, new Next("/c/" + SESSION + "/3ds/att_1", "Kartu", true, null, true, null)));
        hosted(
                pages,
                "next",
                language,
                worst,
                LONG_AMOUNT,
                List.of(),
                open(
                        null,
                        new Next(
                                "/c/" + SESSION + "/approve/att_1",
                                "ShopeePay",
                                false,
                                time(language, 1_800, "", ""),
                                true,
                                new HeldPage.Picture("M0 0h1v1z", 29, "https://pay.example/c/" + SESSION))));
        hosted(pages, "heaviest", language, worst, LONG_AMOUNT, lines, heaviest(language));
        hosted(pages, "none", language, plain, "Rp 25.000.000", List.of(), nothing(language));
        hosted(pages, "processing", language, kopi, "Rp 150.000", List.of(), new Processing(30));
        hosted(
                pages,
                "review",
                language,
                kopi,
                "Rp 150.000",
                List.of(),
                new PendingReview("Transfer bank", null, time(language, -60, "", ""), true, true, null));
        hosted(
                pages,
                "review-problem",
                language,
                worst,
                LONG_AMOUNT,
                List.of(),
                new PendingReview(
                        "Transfer bank",
                        new TakenOff("Rp 999.999.999.998", "Rp 1"),
                        time(language, -60, "", ""),
                        true,
                        false,
                        Problem.of(Problem.Kind.PICTURE_TOO_LARGE)));
        hosted(pages, "doubt", language, kopi, "Rp 150.000", List.of(), inDoubt(time(language, 600_000, "", "")));
        hosted(pages, "doubt-person", language, worst, LONG_AMOUNT, List.of(), inDoubt(null));
        unsure(pages, "stray", language, held(language, HeldPage.Kind.VA, null), true);
        unsure(pages, "stray-open", language, open(null, null), true);
        unsure(
                pages,
                "stray-paid",
                language,
                new Completed(time(language, -1, "", ""), null, "QRIS", PAYMENT, "https://shop.example/thanks", false),
                true);
        unsure(pages, "stray-expired", language, new Expired(time(language, -900, "", "")), true);
        unsure(pages, "unsure-expired", language, new Expired(time(language, -900, "", "")), false);
        unsure(pages, "unsure-canceled", language, new Canceled(null), false);
        unsure(pages, "unsure-time", language, open(Problem.of(Problem.Kind.TIME_OVER), null), false);
        unsure(pages, "used-up", language, open(Problem.of(Problem.Kind.LINK_USED_UP), null), false);
        for (HeldPage.Kind kind : HeldPage.Kind.values()) {
            hosted(
                    pages,
                    "held-" + kind.name().toLowerCase(Locale.ROOT),
                    language,
                    kopi,
                    "Rp 150.000",
                    lines,
                    held(language, kind, null));
        }
        hosted(
                pages,
                "held-worst",
                language,
                worst,
                LONG_AMOUNT,
                lines,
                held(language, HeldPage.Kind.BANK_TRANSFER, Problem.of(Problem.Kind.PICTURE_UNREADABLE)));
        for (boolean pending : List.of(true, false)) {
            pages.put(
                    pending ? "receipt-pending" : "receipt",
                    new Page("receipt/receipt.jte", receipt(language, pending ? worst : kopi, lines, pending)));
        }
        hosted(
                pages,
                "paid",
                language,
                kopi,
                "Rp 150.000",
                List.of(),
                new Completed(
                        time(language, -1, "baru saja", "just now"), null, "Visa •••• 4242", PAYMENT, null, true));
        hosted(
                pages,
                "paid-worst",
                language,
                worst,
                LONG_AMOUNT,
                List.of(),
                new Completed(
                        time(language, -1, "baru saja", "just now"),
                        new TakenOff("Rp 999.999.999.998", "Rp 1"),
                        "Visa •••• 4242",
                        PAYMENT,
                        "/c/" + SESSION + "/return",
                        false));
        hosted(
                pages,
                "expired",
                language,
                kopi,
                "Rp 150.000",
                List.of(),
                new Expired(time(language, -900, "15 menit lalu", "15 minutes ago")));
        hosted(pages, "canceled", language, kopi, "Rp 150.000", List.of(), new Canceled(null));
        hosted(
                pages,
                "canceled-back",
                language,
                worst,
                LONG_AMOUNT,
                List.of(),
                new Canceled("https://shop.example/cart"));
        pages.put(
                "challenge",
                new Page(
                        "checkout/challenge.jte",
                        new ChallengePage(
                                frame(language, "/c/x"),
                                SESSION,
                                "att_1",
                                "open",
                                "",
                                kopi,
                                "Rp 150.000",
                                "Visa •••• 3184")));
        pages.put(
                "challenge-worst",
                new Page(
                        "checkout/challenge.jte",
                        new ChallengePage(
                                frame(language, "/c/x"),
                                SESSION,
                                "att_1",
                                "open",
                                "",
                                worst,
                                LONG_AMOUNT,
                                "Visa •••• 3184")));
        for (Brand brand : List.of(kopi, worst)) {
            pages.put(
                    brand.equals(kopi) ? "approval" : "approval-worst",
                    new Page(
                            "checkout/approval.jte",
                            new ApprovalPage(
                                    frame(language, "/c/x"),
                                    SESSION,
                                    "att_1",
                                    "open",
                                    "",
                                    brand,
                                    brand.equals(kopi) ? "Rp 150.000" : LONG_AMOUNT,
                                    "ShopeePay")));
        }
        pages.put(
                "accessibility",
                new Page("http/accessibility.jte", new AccessibilityPage(frame(language, "/accessibility"))));
        for (int status : List.of(400, 403, 404, 410, 413, 429, 500, 503)) {
            pages.put(
                    "error-" + status,
                    new Page(
                            "http/error.jte",
                            new ErrorPage(
                                    frame(language, "?lang=x"),
                                    status,
                                    status == 500 ? "req_01K7ZQ8M3T" : null,
                                    status == 403 ? "/" : null,
                                    status == 429 || status >= 500 ? "/c/" + SESSION : null,
                                    status == 429 ? 5 : 0,
                                    null,
                                    List.of())));
        }
        pages.put(
                "error-framed",
                new Page(
                        "http/error.jte",
                        new ErrorPage(
                                frame(language, "?lang=x"),
                                429,
                                null,
                                null,
                                "/embed/" + SESSION,
                                5,
                                SESSION,
                                List.of("https://toko.example"))));
        return pages;
    }

    private static Map<String, Page> sellerPages(Language language) {
        Map<String, Page> pages = new LinkedHashMap<>();
        DashboardFrame test = dashboard(language, true, "Kopi Senja");
        DashboardFrame live = dashboard(language, false, LONG_NAME);
        List<SessionListPage.Row> rows = Stream.of(StatusBadge.values())
                .map(status -> row(
                        language,
                        status,
                        "Rp 150.000",
                        status == StatusBadge.OPEN ? "Pesanan meja 7, atas nama Bu Rina" : null))
                .toList();
        pages.put("list", new Page("checkout/session-list.jte", new SessionListPage(test, "", rows)));
        pages.put(
                "list-worst",
                new Page(
                        "checkout/session-list.jte",
                        new SessionListPage(
                                live,
                                "",
                                Stream.generate(() -> row(language, StatusBadge.PENDING_REVIEW, LONG_AMOUNT, LONG_NAME))
                                        .limit(20)
                                        .toList())));
        pages.put("list-empty", new Page("checkout/session-list.jte", new SessionListPage(test, "", List.of())));
        pages.put("list-empty-live", new Page("checkout/session-list.jte", new SessionListPage(live, "", List.of())));

        var customers = List.of(new NewSessionPage.Option("cus_1", "Rina Wulandari · rina@contoh.id"));
        var groups = List.of(
                new NewSessionPage.Group(
                        language == Language.EN ? "Card" : "Kartu",
                        List.of(new NewSessionPage.Method(
                                "card",
                                language == Language.EN ? "Credit or debit card" : "Kartu kredit atau debit",
                                null,
                                true))),
                new NewSessionPage.Group("QR", List.of(new NewSessionPage.Method("qris", "QRIS", "IDR", true))));
        pages.put(
                "new",
                new Page(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                test,
                                "fk_1",
                                NewSessionPage.Values.initial(),
                                customers,
                                List.of(),
                                groups,
                                null,
                                FormErrors.NONE)));
        pages.put("payment-methods", new Page("settings/methods.jte", methods(test, language, true)));
        pages.put("payment-methods-wrong", new Page("settings/methods.jte", methods(live, language, false)));
        pages.put(
                "new-wrong",
                new Page(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                live,
                                "fk_1",
                                new NewSessionPage.Values("USD", "abc", "Pesanan", "cus_1", "9999", "tpl_1"),
                                customers,
                                List.of(new NewSessionPage.Option("tpl_1", "Struk 58 mm")),
                                groups,
                                new NewSessionPage.Problem(
                                        "validation_error", TEXTS.text(language, "http.form.errors")),
                                new FormErrors(List.of(
                                        new FormErrors.Entry(
                                                "amount", TEXTS.text(language, "checkout.new.amount.wrong")),
                                        new FormErrors.Entry(
                                                "expiresInHours", TEXTS.text(language, "checkout.new.hours.wrong")),
                                        new FormErrors.Entry(
                                                "methods", TEXTS.text(language, "checkout.new.methods.missing")))))));
        pages.put(
                "new-none",
                new Page(
                        "checkout/new-session.jte",
                        new NewSessionPage(
                                test,
                                "fk_1",
                                NewSessionPage.Values.initial(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                FormErrors.NONE)));

        for (StatusBadge status : StatusBadge.values()) {
            pages.put(
                    "session-" + status.code(),
                    new Page("checkout/session.jte", session(language, test, status, "Rp 150.000", null)));
        }
        pages.put(
                "session-worst",
                new Page(
                        "checkout/session.jte",
                        session(
                                language,
                                live,
                                StatusBadge.OPEN,
                                LONG_AMOUNT,
                                TEXTS.text(language, "checkout.session.created"))));

        pages.put("payment-doubt", new Page("refund/payment.jte", payment(language, test)));

        FormErrors wrong = new FormErrors(List.of(
                new FormErrors.Entry("name", TEXTS.text(language, "workspace.name.missing")),
                new FormErrors.Entry("email", TEXTS.text(language, "workspace.email.wrong")),
                new FormErrors.Entry("password", TEXTS.text(language, "workspace.password.short"))));
        pages.put(
                "setup",
                new Page(
                        "workspace/setup.jte",
                        new SetupPage(
                                frame(language, "?lang=x"), "csrf", "tok", "Kopi Senja", "", "", FormErrors.NONE)));
        pages.put(
                "setup-wrong",
                new Page(
                        "workspace/setup.jte",
                        new SetupPage(frame(language, "?lang=x"), "csrf", "tok", LONG_NAME, "", "rina@", wrong)));
        pages.put("clock", new Page("testmode/clock.jte", clock(test, true, FormErrors.NONE)));
        pages.put("clock-read-only", new Page("testmode/clock.jte", clock(test, false, FormErrors.NONE)));
        pages.put(
                "clock-wrong",
                new Page(
                        "testmode/clock.jte",
                        clock(
                                test,
                                true,
                                new FormErrors(
                                        List.of(new FormErrors.Entry("count", test.t("testmode.clock.wrong")))))));
        pages.put(
                "login",
                new Page("workspace/login.jte", new LoginPage(frame(language, "?lang=x"), "csrf", "", "", null)));
        for (LoginPage.Notice notice : LoginPage.Notice.values()) {
            pages.put(
                    "login-" + notice.name().toLowerCase(Locale.ROOT),
                    new Page(
                            "workspace/login.jte",
                            new LoginPage(
                                    frame(language, "?lang=x"), "csrf", "rina@kopisenja.id", "/dashboard", notice)));
        }
        return pages;
    }

    private static void hosted(
            Map<String, Page> pages,
            String name,
            Language language,
            Brand brand,
            String amount,
            List<Line> lines,
            HostedPage.Body body) {
        pages.put("hosted-" + name, new Page("checkout/hosted.jte", hosted(language, brand, amount, lines, body)));
    }

    private static HostedPage hosted(
            Language language, Brand brand, String amount, List<Line> lines, HostedPage.Body body) {
        return hosted(language, brand, amount, lines, body, true, List.of());
    }

    private static HostedPage hosted(
            Language language,
            Brand brand,
            String amount,
            List<Line> lines,
            HostedPage.Body body,
            boolean notCharged,
            List<String> stray) {
        return new HostedPage(
                frame(language, "?lang=" + language.other().code()),
                SESSION,
                Place.PAGE,
                List.of(),
                "open",
                "",
                true,
                brand,
                amount,
                lines,
                body,
                stray.isEmpty() && notCharged,
                stray,
                stray.isEmpty() ? "" : "0123456789abcdef",
                stray.isEmpty() && notCharged ? Contact.NONE : new Contact("+62 812-3456-7890", "halo@kopisenja.id"),
                null,
                "https://pay.example/api/v1/files/logo.png");
    }

    /// It is not certain that nothing came, or it is certain that something came that does not fit.
    private static void unsure(
            Map<String, Page> pages, String name, Language language, HostedPage.Body body, boolean came) {
        var brand = new Brand("Kopi Senja", null, "Kopi susu dan roti bakar, Bandung", Accent.of("#B45309"));
        List<String> stray = came
                ? List.of(
                        TEXTS.text(language, "checkout.stray.mismatch", "Rp 75.000", "Rp 150.000"),
                        TEXTS.text(language, "checkout.stray.late", "Rp 150.000"))
                : List.of();
        pages.put(
                "hosted-" + name,
                new Page("checkout/hosted.jte", hosted(language, brand, "Rp 150.000", List.of(), body, false, stray)));
    }

    private static Open inDoubt(@Nullable TimeText until) {
        Open open = open(null, null);
        return new Open(
                open.expires(),
                open.nowIso(),
                open.groups(),
                open.unavailable(),
                null,
                null,
                null,
                new Doubt("OVO", until),
                null,
                false,
                "",
                false);
    }

    private static Open held(Language language, HeldPage.Kind kind, @Nullable Problem problem) {
        return new Open(
                time(Language.ID, 86_000, "", ""),
                NOW.toString(),
                List.of(new MethodGroup("Kartu", "card", List.of(card()))),
                List.of(),
                problem,
                null,
                heldPage(language, kind),
                null,
                problem == null ? null : new TurnedDown("Belum ada transfer Rp 150.000 yang masuk."),
                false,
                "",
                problem != null);
    }

    private static HeldPage heldPage(Language language, HeldPage.Kind kind) {
        boolean byHand = switch (kind) {
            case QR, VA, BILL, RETAIL, PUSH -> false;
            case BANK_TRANSFER, STATIC_QR, AT_THE_SHOP -> true;
        };
        var account = new Digits("BCA", "8830 1234 5678", "883012345678", "Sari Wulandari");
        var code = new Digits("Kode", "2570 9650 9450 26", "25709650945026", null);
        boolean soon = kind == HeldPage.Kind.PUSH || kind == HeldPage.Kind.QR;
        return new HeldPage(
                kind,
                "BCA Virtual Account",
                switch (kind) {
                    case VA -> List.of(account);
                    case BANK_TRANSFER -> List.of(account, account);
                    case BILL -> List.of(code, account);
                    case RETAIL -> List.of(code);
                    case QR, PUSH, STATIC_QR, AT_THE_SHOP -> List.of();
                },
                switch (kind) {
                    case QR -> {
                        QrPicture picture = QrPicture.of("0".repeat(220));
                        yield new HeldPage.Picture(picture.path(), picture.side(), "/c/" + SESSION + "/qr.png");
                    }
                    case STATIC_QR -> new HeldPage.Picture(null, 0, "/api/v1/files/qris.png");
                    case VA, BILL, RETAIL, PUSH, BANK_TRANSFER, AT_THE_SHOP -> null;
                },
                kind == HeldPage.Kind.PUSH ? "0812••••890" : null,
                soon ? time(language, 55, "", "") : null,
                byHand
                        ? List.of()
                        : List.of(
                                new Steps.Step("BCA mobile", List.of("Buka BCA mobile.", "Pilih m-Transfer.")),
                                new Steps.Step("ATM BCA", List.of("Masukkan kartu.", "Pilih Transaksi Lainnya."))),
                "Rp 149.993",
                kind == HeldPage.Kind.BANK_TRANSFER ? "Rp 7" : null,
                "149993",
                byHand ? "Tulis nama Anda di berita transfer.\nKami cek setiap jam." : null,
                byHand,
                !byHand);
    }

    private static ReceiptPage receipt(Language language, Brand brand, List<Line> lines, boolean pending) {
        return new ReceiptPage(
                frame(language, "?lang=" + language.other().code()),
                SESSION,
                true,
                pending,
                brand,
                pending
                        ? new Bill.Business("+62 22 123", "halo@kopi.id", "Jl. Dago 1\nBandung", "01.234.567.8")
                        : new Bill.Business(null, null, null, null),
                pending ? LONG_AMOUNT : "Rp 150.000",
                pending ? null : new TakenOff("Rp 149.993", "Rp 7"),
                lines,
                "Rina Wulandari",
                "r•••@contoh.id",
                "Transfer bank",
                PAYMENT,
                time(language, -60, "", ""),
                pending ? null : "Rp 35.000");
    }

    private static Open open(@Nullable Problem problem, @Nullable Next next) {
        boolean choices = problem != null && problem.kind() == Problem.Kind.CARD_NOT_CHOSEN;
        return new Open(
                time(Language.ID, 86_000, "", ""),
                NOW.toString(),
                List.of(
                        problem != null && problem.atPhone()
                                ? new MethodGroup(
                                        "E-wallet", "ewallet", List.of(new Method("ovo", "OVO", true, Panel.PHONE)))
                                : new MethodGroup("Kartu", "card", List.of(card()))),
                List.of(),
                problem,
                next,
                null,
                null,
                null,
                choices,
                problem == null ? "" : "12 34\"<",
                false);
    }

    private static Open nothing(Language language) {
        return new Open(
                time(language, 200, "", ""),
                NOW.toString(),
                List.of(),
                List.of(new Unavailable("QRIS", "Maksimal Rp 10.000.000"), new Unavailable("PayPal", "USD")),
                null,
                null,
                null,
                null,
                null,
                false,
                "",
                false);
    }

    /// Every family, each method that the catalogue has, and a card that was declined.
    private static Open manyMethods() {
        List<MethodGroup> groups = new ArrayList<>();
        for (com.plugipay.method.MethodGroup group : com.plugipay.method.MethodGroup.values()) {
            List<Method> methods = MethodCatalogue.all().stream()
                    .filter(method -> method.group() == group)
                    .map(method -> method.id().equals("card")
                            ? card()
                            : new Method(
                                    method.id(),
                                    method.label(),
                                    false,
                                    method.asksForPhone() ? Panel.PHONE : Panel.APPROVAL))
                    .toList();
            groups.add(new MethodGroup(group.name(), group.wire(), methods));
        }
        return new Open(
                time(Language.ID, 300_000, "", ""),
                NOW.toString(),
                groups,
                List.of(new Unavailable("Alfamart", "Maksimal Rp 5.000.000")),
                Problem.of(Problem.Kind.CARD_DECLINED),
                null,
                null,
                null,
                null,
                false,
                "",
                false);
    }

    /// All that can be on one page: a code, its steps, and every other method behind it.
    private static Open heaviest(Language language) {
        Open many = manyMethods();
        return new Open(
                many.expires(),
                many.nowIso(),
                many.groups(),
                many.unavailable(),
                many.problem(),
                null,
                heldPage(language, HeldPage.Kind.QR),
                null,
                null,
                false,
                "",
                true);
    }

    private static Method card() {
        return new Method("card", "Kartu kredit atau debit", true, Panel.TEST_CARD);
    }

    private static SessionListPage.Row row(
            Language language, StatusBadge status, String amount, @Nullable String label) {
        return new SessionListPage.Row(
                SESSION,
                label,
                amount,
                status,
                status == StatusBadge.COMPLETED ? "sandbox" : null,
                time(language, -300, "5 menit lalu", "5 minutes ago"),
                time(language, 86_000, "dalam 24 jam", "in 24 hours"));
    }

    private static SessionPage session(
            Language language, DashboardFrame dashboard, StatusBadge status, String amount, @Nullable String notice) {
        TimeText before = time(language, -300, "5 menit lalu", "5 minutes ago");
        boolean paid = status == StatusBadge.COMPLETED;
        boolean worst = notice != null;
        String declined = TEXTS.text(language, "checkout.problem.insufficient_funds.title");
        return new SessionPage(
                dashboard,
                SESSION,
                amount,
                status,
                paid || worst ? "sandbox" : null,
                "https://pay.kopisenja.example/c/" + SESSION,
                worst ? LONG_NAME : "Pesanan meja 7",
                worst ? new SessionPage.Customer("cus_01K7ZQ8M3T5V9X2B4N6P8R0S1W", LONG_NAME) : null,
                before,
                time(language, 86_000, "dalam 24 jam", "in 24 hours"),
                paid ? before : null,
                List.of("card", "qris"),
                status == StatusBadge.EXPIRED
                        ? List.of()
                        : List.of(
                                new SessionPage.Attempt(
                                        "att_2",
                                        "Visa •••• 4242",
                                        paid ? AttemptState.SUCCEEDED : AttemptState.REQUIRES_ACTION,
                                        null,
                                        "Xendit: the first in our order of the connected providers that take it",
                                        before),
                                new SessionPage.Attempt(
                                        "att_1", "Visa •••• 9995", AttemptState.FAILED, declined, null, before)),
                paid
                        ? new SessionPage.Payment(
                                PAYMENT, amount, language == Language.EN ? "Card" : "Kartu", "Visa •••• 4242", before)
                        : null,
                List.of(
                        new Timeline.Entry(
                                before,
                                language == Language.EN ? "Payment succeeded" : "Pembayaran berhasil",
                                "payment.succeeded"),
                        new Timeline.Entry(
                                before,
                                language == Language.EN ? "Session created by Rina" : "Sesi dibuat oleh Rina",
                                "plugipay.checkout_session.created.v1")),
                notice == null ? null : new SessionPage.Notice(notice, true),
                status == StatusBadge.PENDING_REVIEW ? review(before) : null,
                worst ? List.of(doubt(before)) : List.of(),
                dashboard.test() ? new SessionPage.Simulate("key", outcomes(status)) : null,
                worst ? "upm_01K7ZQ8M3T5V9X2B4N6P8R0S1W" : null);
    }

    private static PaymentPage payment(Language language, DashboardFrame dashboard) {
        TimeText before = time(language, -300, "5 menit lalu", "5 minutes ago");
        var doubtful = new RefundPage(
                "rfd_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "Rp 100.000",
                "pending",
                false,
                null,
                null,
                null,
                null,
                new RefundPage.Doubt("1", before, "Rp 99.999", "99999 IDR", true, true),
                List.of(),
                before);
        var failed = new RefundPage(
                "rfd_01K7ZQ8M3T5V9X2B4N6P8R0S1X",
                "Rp 50.000",
                "failed",
                false,
                null,
                null,
                TEXTS.text(language, "refund.failure.not-sent"),
                null,
                null,
                List.of(
                        new RefundPage.AfterAll("rct_1", "Rp 50.000", "rfd-8f1c", before, false, null, "count", true),
                        new RefundPage.AfterAll("rct_2", "Rp 50.000", "rfd-8f1c", before, true, null, "asked", true)),
                before);
        return new PaymentPage(
                dashboard,
                PAYMENT,
                "Rp 150.000",
                "succeeded",
                language == Language.EN ? "Card" : "Kartu",
                "Visa •••• 4242",
                "sandbox",
                "sandbox_att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "Pesanan meja 7",
                SESSION,
                null,
                null,
                "Rp 50.000",
                "Rp 3.000",
                before,
                List.of(doubtful, failed),
                List.of(),
                null,
                null,
                new RefundNotice(TEXTS.text(language, "refund.doubt.still"), false));
    }

    private static List<String> outcomes(StatusBadge status) {
        return status == StatusBadge.OPEN
                ? List.of("succeed", "decline", "expire", "late", "short", "over", "duplicate")
                : List.of("duplicate");
    }

    private static SessionPage.Doubt doubt(TimeText since) {
        return new SessionPage.Doubt(
                "att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                "1",
                LONG_AMOUNT,
                "BCA virtual account",
                "sandbox",
                "sandbox_att_01K7ZQ8M3T5V9X2B4N6P8R0S1W",
                since,
                true,
                "150.000",
                "",
                new FormErrors(List.of(new FormErrors.Entry("reference", "…"))));
    }

    private static SessionPage.Review review(TimeText claimed) {
        return new SessionPage.Review(
                claimed,
                "1",
                "Rp 149.993",
                "Rp 7",
                "Transfer bank",
                List.of("BCA 1234567890 · Kopi Senja"),
                "/api/v1/files/x.png",
                true,
                true,
                null,
                null,
                null,
                "",
                null);
    }

    private static MethodsPage methods(DashboardFrame frame, Language language, boolean good) {
        String ours = TEXTS.text(language, "settings.methods.adapter.ours");
        String handled = TEXTS.text(language, "settings.methods.handled", "Midtrans");
        String hidden = TEXTS.text(language, "settings.methods.hidden.provider", "Xendit / Midtrans");
        var choices = List.of(
                new MethodsPage.Choice("", ours, false),
                new MethodsPage.Choice("xendit", "Xendit", false),
                new MethodsPage.Choice("midtrans", "Midtrans", true));
        var wallets = List.of(
                new MethodsPage.Row(
                        "ovo",
                        "OVO",
                        true,
                        handled,
                        good ? null : hidden,
                        "Rp 100 – Rp 20.000.000",
                        null,
                        choices,
                        true,
                        false),
                new MethodsPage.Row("dana", "DANA", false, null, hidden, null, null, List.of(), false, true));
        var card = new MethodsPage.Row(
                "card",
                "Card",
                good,
                handled,
                null,
                null,
                "Visa, Mastercard, JCB, American Express",
                List.of(),
                true,
                true);
        return new MethodsPage(
                frame,
                "fk_1",
                List.of(
                        new MethodsPage.Group(TEXTS.text(language, "checkout.group.ewallet"), wallets),
                        new MethodsPage.Group(TEXTS.text(language, "checkout.group.card"), List.of(card))),
                List.of("ovo", "dana", "card"),
                good ? "" : "ovo:down",
                new MethodsPage.Texts(
                        LONG_NAME,
                        "Enak",
                        good ? "#0F766E" : "merah",
                        "022",
                        "a@b.id",
                        "Dago",
                        "01.2",
                        "https://toko.id"),
                null,
                true,
                good ? 2 : 0,
                true,
                good ? "settings.methods.saved" : null,
                good
                        ? FormErrors.NONE
                        : new FormErrors(List.of(
                                new FormErrors.Entry("logo", TEXTS.text(language, "settings.methods.logo.large")),
                                new FormErrors.Entry(
                                        "adapter-ovo", TEXTS.text(language, "settings.methods.adapter.wrong")),
                                new FormErrors.Entry(
                                        "embedOrigins", TEXTS.text(language, "settings.methods.embedOrigins.wrong")),
                                new FormErrors.Entry(
                                        "brandAccentColor",
                                        TEXTS.text(language, "settings.methods.brandAccentColor.wrong")))));
    }

    private static ClockPage clock(DashboardFrame dashboard, boolean canMove, FormErrors errors) {
        return new ClockPage(
                dashboard,
                "fk_1",
                "27 Jul 2026, 16:30 WIB",
                "26 Jul 2026, 14:30 WIB",
                !errors.any(),
                3,
                canMove,
                "31",
                "days",
                errors);
    }

    private static DashboardFrame dashboard(Language language, boolean test, String name) {
        return new DashboardFrame(
                frame(language, "?lang=x"),
                name,
                "kopi-senja",
                test,
                "/dashboard/kopi-senja/x/checkout-sessions",
                DashboardFrame.Section.CHECKOUT_SESSIONS,
                "Rina Wulandari",
                "csrf",
                3,
                test ? 26 * 3_600 : 0);
    }

    private static PageFrame frame(Language language, String otherLanguageUrl) {
        return new PageFrame(TEXTS, ASSETS, language, "n0nce", otherLanguageUrl);
    }

    private static TimeText time(Language language, long seconds, String indonesian, String english) {
        String exact = language == Language.EN ? "26 Jul 2026, 14:30 WIB" : "26 Jul 2026 14.30 WIB";
        return new TimeText(NOW.plusSeconds(seconds).toString(), language == Language.EN ? english : indonesian, exact);
    }

    // ---------------------------------------------------------------- what is measured

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> arguments(String text) {
        return new TreeSet<>(all(text, "(\\{\\d\\})"));
    }

    private static String nameOf(String asset) {
        return ASSETS.url(asset).substring("/static/".length());
    }

    private static int gzipped(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }
}
