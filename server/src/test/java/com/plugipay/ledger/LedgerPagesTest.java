package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.workspace.TestPeople;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The ledger as the merchant reads it in the dashboard.
@LeavesFindings("Books facts that never happened.")
class LedgerPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final Books books = Books.of(server, shop);
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String page = "/dashboard/" + shop.slug() + "/test/ledger";

    @Test
    void an_empty_ledger_says_what_will_fill_it() {
        assertThat(owner.get(page).expect(200).html())
                .contains("Nothing is booked yet. Pay a session with a test card", "aria-current=\"page\"")
                .doesNotContain("<table", "Download CSV");
        assertThat(owner.get(page.replace("/test/", "/live/")).expect(200).html())
                .contains("The first payment writes the first entries.");
        assertThat(owner.get(page + "?lang=id").expect(200).html()).contains("Buku besar", "Belum ada catatan.");
    }

    @Test
    void balances_stand_on_top_and_each_booking_shows_both_sides() {
        books.post(Books.capture("pay_1", 150_000).withMemo("<b>Meja</b> 7"));
        books.post(Booking.fee("xendit", "pay_1", "cs_pay_1", new Money(4_000, Currency.IDR)));
        books.post(Booking.refund("cash", "rfd_1", new Money(250_000, Currency.IDR)));
        String html = owner.get(page).expect(200).html();
        assertThat(html)
                .contains("Held at Xendit", "Rp 146.000", "Cash and own bank account", "-Rp 250.000")
                .contains("Payment received", "Provider fee", "Checkout revenue")
                .contains("&lt;b&gt;Meja&lt;/b&gt; 7", "/test/checkout-sessions/cs_pay_1")
                .contains("Download CSV");
        assertThat(html.indexOf("Rp 146.000")).isLessThan(html.indexOf("Payment received"));
        assertThat(owner.get(page + "?lang=id").html())
                .contains("Pembayaran diterima", "Ada di Xendit", "Kas dan rekening sendiri", "Unduh CSV");
    }

    @Test
    void an_account_narrows_the_bookings_and_not_the_balances() {
        books.post(Books.capture("pay_1", 150_000));
        books.post(Booking.refund("cash", "rfd_1", new Money(5_000, Currency.IDR)));
        String html = owner.get(page + "?code=cash").expect(200).html();
        assertThat(html)
                .contains("<h3>Refund</h3>", "Rp 150.000", "<option value=\"cash\" selected")
                .doesNotContain("<h3>Payment received</h3>");
        assertThat(owner.get(page + "?code=no-such-account").expect(200).html())
                .contains("<h3>Payment received</h3>", "<h3>Refund</h3>");
    }

    @Test
    void pages_lead_to_older_bookings_and_back() {
        books.captures(45);
        Browser.Page first = owner.get(page).expect(200);
        shows(first, 45, 26);
        assertThat(link(first, "prev")).isEmpty();
        Browser.Page second = owner.get(link(first, "next")).expect(200);
        shows(second, 25, 6);
        Browser.Page third = owner.get(link(second, "next")).expect(200);
        shows(third, 5, 1);
        assertThat(link(third, "next")).isEmpty();
        Browser.Page back = owner.get(link(third, "prev")).expect(200);
        shows(back, 25, 6);
        shows(owner.get(link(back, "prev")).expect(200), 45, 26);
        Browser.Page narrowed = owner.get(page + "?code=gateway:xendit").expect(200);
        assertThat(link(narrowed, "next")).contains("code=gateway:xendit");
        assertThat(owner.get(page + "?older=tx_" + "0".repeat(26)).expect(200).html())
                .contains("No entries here.", "Show the newest");
        shows(owner.get(page + "?older=nonsense").expect(200), 45, 26);
    }

    @Test
    void the_file_comes_from_the_page_for_members_too() {
        books.captures(2);
        TestPeople.demote(server, shop, email);
        owner.get(page).expect(200);
        Browser.Page file = owner.get(page + "/ledger.csv").expect(200);
        assertThat(file.headers("Content-Disposition")).containsExactly("attachment; filename=\"ledger.csv\"");
        assertThat(file.html().lines()).hasSize(5);
        owner.get(page.replace("/test/", "/live/") + "/ledger.csv").expect(200);
    }

    @Test
    void another_shops_ledger_is_not_there() {
        Shop other = server.newShop();
        String theirs = "/dashboard/" + other.slug() + "/test/ledger";
        owner.get(theirs).expect(404);
        owner.get(theirs + "/ledger.csv").expect(404);
        var stranger = new Browser(server.baseUrl());
        assertThat(stranger.get(page).expect(303).location()).contains("/login");
    }

    /// The booking of payment n is of 1000 + n rupiah.
    private static void shows(Browser.Page page, int newest, int oldest) {
        assertThat(page.html().split("class=\"booking\"", -1)).hasSize(newest - oldest + 2);
        assertThat(page.html()).contains("cs_pay_" + newest + "\"", "cs_pay_" + oldest + "\"");
    }

    private static String link(Browser.Page page, String rel) {
        Matcher link = Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]+)\"").matcher(page.html());
        return link.find() ? link.group(1).replace("&amp;", "&").replace("#entries", "") : "";
    }
}
