package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The main job, by hand: a person sells in the dashboard, another pays on the phone. No test here calls the API or
/// reloads a page: what changes, changes by itself.
class PayInBrowserTest {
    private final Product product = Product.shared();

    /// A seller who has just made a session and watches it, and a customer who has opened its link.
    private record Sale(Person seller, Page detail, Person customer, Page hosted) implements AutoCloseable {
        @Override
        public void close() {
            try (seller;
                    customer) {
                detail.bringToFront();
            }
        }
    }

    private Sale sell(String amount, String description) {
        Person seller = Seller.signedIn(product);
        Page detail = seller.open(product.baseUrl() + "/dashboard");
        Seller.newSession(detail, amount, description);
        Person customer = Person.with(product, Device.PHONE);
        return new Sale(seller, detail, customer, customer.open(Seller.hostedLink(detail)));
    }

    @Test
    void a_good_card_pays_and_the_seller_sees_it() {
        try (Sale sale = sell("150000", "Meja 4, kopi dan roti")) {
            assertThat(sale.hosted.locator(".bill .amount")).hasText("Rp 150.000");
            assertThat(sale.hosted.locator("body")).not().containsText("Meja 4");
            Payer.pay(sale.hosted, Payer.SUCCESS);

            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
            assertThat(sale.detail.locator("#main")).containsText(Pattern.compile("pay_[0-9A-Z]{26}"));
            assertThat(sale.detail.locator(".timeline")).containsText("payment.succeeded");
            assertThat(sale.detail.locator("h1")).hasText("Rp 150.000");
        }
    }

    @Test
    void a_declined_card_says_why_and_another_card_pays() {
        try (Sale sale = sell("85000", "Biji kopi Gayo 250 g")) {
            Payer.pay(sale.hosted, Payer.DECLINED);
            assertThat(Payer.problem(sale.hosted)).hasText("Kartu ditolak bank penerbit");
            assertThat(sale.hosted.locator("#card-number")).hasValue("");
            assertThat(sale.detail.locator(".attempts")).containsText("Failed");
            assertThat(Seller.status(sale.detail)).hasText("Open");

            Payer.pay(sale.hosted, Payer.SUCCESS);
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
            assertThat(sale.detail.locator(".attempts li")).hasCount(2);
        }
    }

    @Test
    void a_card_without_money_says_so_and_another_card_pays() {
        try (Sale sale = sell("2450000", "Mesin espresso, uang muka")) {
            Payer.pay(sale.hosted, Payer.INSUFFICIENT);
            assertThat(Payer.problem(sale.hosted)).hasText("Saldo kartu ini tidak cukup");
            Payer.pay(sale.hosted, Payer.SUCCESS);
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void a_verified_card_pays() {
        try (Sale sale = sell("150000", "Kelas latte art")) {
            Payer.pay(sale.hosted, Payer.THREE_D_SECURE);
            assertThat(sale.hosted.locator("h1")).hasText("Konfirmasi pembayaran ini");
            assertThat(sale.hosted.locator(".facts")).containsText("Rp 150.000");
            sale.hosted.getByText("Selesaikan verifikasi").click();
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void a_failed_verification_says_so_and_another_card_pays() {
        try (Sale sale = sell("150000", "Kelas seduh manual")) {
            Payer.pay(sale.hosted, Payer.THREE_D_SECURE);
            sale.hosted.getByText("Gagalkan verifikasi").click();
            assertThat(Payer.problem(sale.hosted)).hasText("Bank belum bisa memverifikasi pembayaran ini");
            Payer.pay(sale.hosted, Payer.SUCCESS);
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void an_abandoned_verification_can_be_continued() {
        try (Sale sale = sell("150000", "Paket arisan")) {
            Payer.pay(sale.hosted, Payer.THREE_D_SECURE);
            sale.hosted.locator(".quiet-link a").click();
            assertThat(sale.hosted.getByText("Bank Anda menunggu")).isVisible();
            assertThat(sale.detail.locator(".attempts")).containsText("Waiting for customer");

            Page later = sale.customer.open(Seller.hostedLink(sale.detail));
            later.getByText("Lanjutkan verifikasi").click();
            later.getByText("Selesaikan verifikasi").click();
            assertThat(Payer.title(later)).hasText("Pembayaran diterima");
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void an_abandoned_verification_leaves_room_for_another_card() {
        try (Sale sale = sell("150000", "Paket arisan")) {
            Payer.pay(sale.hosted, Payer.THREE_D_SECURE);
            sale.hosted.locator(".quiet-link a").click();
            sale.hosted.getByText("Pakai kartu lain").click();
            Payer.pay(sale.hosted, Payer.SUCCESS);
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void an_answer_that_was_overtaken_does_not_stay_on_the_sellers_page() {
        try (Sale sale = sell("150000", "Paket arisan")) {
            var overtaken = new ArrayList<Runnable>();
            sale.detail.route(sale.detail.url(), route -> {
                if (overtaken.isEmpty()) {
                    APIResponse early = route.fetch();
                    overtaken.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(early)));
                } else {
                    route.resume();
                }
            });
            Payer.pay(sale.hosted, Payer.THREE_D_SECURE);
            sale.detail.waitForCondition(() -> !overtaken.isEmpty());
            sale.hosted.getByText("Selesaikan verifikasi").click();
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran diterima");
            sale.detail.waitForTimeout(1_000);
            overtaken.getFirst().run();
            sale.detail.waitForTimeout(500);
            assertThat(Seller.status(sale.detail)).hasText("Completed");
        }
    }

    @Test
    void a_customer_who_cancels_is_seen_by_the_seller() {
        try (Sale sale = sell("150000", "Salah pesan")) {
            sale.hosted.locator(".cancel summary").click();
            sale.hosted.getByText("Ya, batalkan pembayaran").click();
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran dibatalkan");
            assertThat(Seller.status(sale.detail)).hasText("Canceled");
        }
    }

    @Test
    void a_seller_who_cancels_changes_the_customers_open_page() {
        try (Sale sale = sell("150000", "Stok habis")) {
            assertThat(Payer.payButton(sale.hosted)).isVisible();
            sale.detail.locator(".danger-zone summary").click();
            Seller.button(sale.detail, "Cancel the session of Rp 150.000").click();
            assertThat(Seller.status(sale.detail)).hasText("Canceled");
            assertThat(Payer.title(sale.hosted)).hasText("Pembayaran dibatalkan");
        }
    }

    @Test
    void dollars_are_typed_in_cents() {
        try (Person seller = Seller.signedIn(product)) {
            Page page = seller.open(product.baseUrl() + "/dashboard");
            Seller.link(page, "New session").click();
            page.getByLabel("Amount").fill("Rp 150.000");
            assertThat(page.getByLabel("Amount")).hasValue("150.000");
            assertThat(page.locator("[data-readback]")).hasText("The customer pays Rp 150.000");
            page.getByLabel("Amount").fill("");
            page.locator("label[for=currency-usd]").click();
            page.getByLabel("Amount").pressSequentially("1500");
            assertThat(page.locator("[data-readback]")).hasText("The customer pays $15.00");
            Seller.button(page, "Create session").click();
            assertThat(page.locator("h1")).hasText("$15.00");
            try (Person customer = Person.with(product, Device.DESKTOP)) {
                Page hosted = customer.open(Seller.hostedLink(page));
                Payer.pay(hosted, Payer.SUCCESS);
                assertThat(Payer.title(hosted)).hasText("Payment received");
                assertThat(Seller.status(page)).hasText("Completed");
            }
        }
    }

    @Test
    void a_form_that_is_not_right_says_what_and_keeps_what_was_typed() {
        try (Person seller = Seller.signedIn(product)) {
            Page page = seller.open(product.baseUrl() + "/dashboard");
            Seller.link(page, "New session").click();
            page.getByLabel("Description").fill("Kopi pagi");
            Seller.button(page, "Create session").click();
            assertThat(page.locator(".notice-danger")).containsText("validation_error");
            assertThat(page.locator("#amount-error")).isVisible();
            assertThat(page.getByLabel("Description")).hasValue("Kopi pagi");

            page.getByLabel("Amount").pressSequentially("20000");
            Seller.button(page, "Create session").click();
            assertThat(page.locator("h1")).hasText("Rp 20.000");
        }
    }

    @Test
    void live_mode_hides_test_sessions() {
        try (Sale sale = sell("41000", "Hanya di mode tes")) {
            Page page = sale.detail;
            Seller.link(page, "Checkout sessions").first().click();
            assertThat(page.locator(".table")).containsText("Hanya di mode tes");
            Seller.link(page, "Live").click();
            assertThat(page.locator("body")).not().containsText("Hanya di mode tes");
            assertThat(page.locator(".test-band")).hasCount(0);
            Seller.link(page, "Test").click();
            assertThat(page.locator(".table")).containsText("Hanya di mode tes");
        }
    }

    @Test
    void who_signs_out_has_to_sign_in_again() {
        Seller.signedIn(product).close();
        try (Person seller = Person.with(product, Device.DESKTOP)) {
            Page page = seller.open(product.baseUrl() + "/dashboard");
            Seller.signIn(page);
            String list = page.url();
            page.locator(".me summary").click();
            Seller.button(page, "Sign out").click();
            assertThat(page.locator(".notice-info")).hasText("You are signed out. See you soon.");
            page.navigate(list);
            assertThat(Seller.heading(page, "Sign in")).isVisible();
            Seller.signIn(page);
            assertThat(page).hasURL(list);
        }
    }

    @Test
    void a_wrong_password_is_told_without_saying_what_was_wrong() {
        Seller.signedIn(product).close();
        try (Person seller = Person.with(product, Device.DESKTOP)) {
            Page page = seller.open(product.baseUrl() + "/login");
            page.getByLabel("E-mail").fill(Seller.EMAIL);
            page.locator("#password").fill("not the password at all");
            Seller.button(page, "Sign in").click();
            assertThat(page.getByRole(AriaRole.ALERT))
                    .hasText("E-mail or password is not right. Check both and try again.");
            assertThat(page.getByLabel("E-mail")).hasValue(Seller.EMAIL);
        }
    }

    @Test
    void the_set_up_link_works_once() {
        Seller.signedIn(product).close();
        try (Person stranger = Person.with(product, Device.DESKTOP)) {
            Page page = stranger.open(product.setupUrl());
            assertThat(page.locator("form")).hasCount(0);
            assertThat(page.locator("h1")).hasText("This link has been used");
        }
    }
}
