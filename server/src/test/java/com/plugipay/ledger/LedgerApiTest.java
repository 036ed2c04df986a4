package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The ledger as a merchant's programs read it.
@LeavesFindings("Books facts that never happened.")
class LedgerApiTest {
    private static final Instant MAY = Instant.parse("2026-05-01T03:04:05.678Z");

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final Books books = Books.of(server, shop);

    @Test
    void an_entry_says_everything_that_was_booked() {
        books.post(Books.capture("pay_1", 150_000).withMemo("Meja 7"), MAY);
        JsonNode entries = shop.bearer().get("/v1/ledger?order=asc").expect(200).data();
        assertThat(entries.size()).isEqualTo(2);
        JsonNode debit = entries.get(0);
        assertThat(debit.propertyNames())
                .containsExactly(
                        "id",
                        "accountId",
                        "txId",
                        "code",
                        "direction",
                        "amount",
                        "currency",
                        "sourceType",
                        "sourceId",
                        "memo",
                        "postedAt");
        assertThat(debit.path("id").asString()).matches("le_[0-9A-Z]{26}");
        assertThat(debit.path("txId").asString()).matches("tx_[0-9A-Z]{26}");
        assertThat(debit.path("accountId").asString())
                .isEqualTo(shop.workspace().text());
        assertThat(texts(debit)).isEqualTo("gateway:xendit debit 150000 IDR checkout_session cs_pay_1 Meja 7");
        assertThat(texts(entries.get(1)))
                .isEqualTo("revenue:checkout credit 150000 IDR checkout_session cs_pay_1 Meja 7");
        assertThat(debit.path("postedAt").asString()).isEqualTo("2026-05-01T03:04:05.678Z");
        assertThat(debit.path("txId")).isEqualTo(entries.get(1).path("txId"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            code=gateway:xendit                                    | 3
            code=cash                                              | 0
            code=refund                                            | 1
            sourceType=refund                                      | 2
            sourceType=payout                                      | 0
            sourceId=cs_pay_1                                      | 2
            sourceId=cs_pay_1&code=revenue:checkout                | 1
            txId=tx_00000000000000000000000000                     | 0
            txId=nonsense                                          | 0
            postedAfter=2026-05-01T03:04:05.678Z                   | 6
            postedAfter=2026-05-01T03:04:05.679Z                   | 4
            postedBefore=2026-05-01T03:04:05.678Z                  | 0
            postedBefore=2026-05-01T03:04:05.679Z                  | 2
            postedAfter=2026-05-01&postedBefore=2026-05-02         | 2
            """)
    void the_list_is_narrowed(String filters, int found) {
        books.post(Books.capture("pay_1", 10), MAY);
        books.post(Books.capture("pay_2", 20), MAY.plusSeconds(90_000));
        books.post(Booking.refund("xendit", "rfd_1", new Money(5, Currency.IDR)), MAY.plusSeconds(90_001));
        assertThat(shop.bearer().get("/v1/ledger?" + filters).expect(200).data().size())
                .isEqualTo(found);
    }

    @Test
    void one_transaction_is_asked_for_by_its_id() {
        books.captures(2);
        String tx = shop.bearer().get("/v1/ledger").data().get(0).path("txId").asString();
        JsonNode entries =
                shop.bearer().get("/v1/ledger?txId=" + tx).expect(200).data();
        assertThat(entries.size()).isEqualTo(2);
        assertThat(entries).allMatch(entry -> entry.path("txId").asString().equals(tx));
    }

    @ParameterizedTest
    @CsvSource({
        "sourceType=session, sourceType",
        "postedAfter=yesterday, postedAfter",
        "order=up, order",
        "cursor=cur_x, cursor",
        "kind=capture, kind"
    })
    void a_wrong_filter_is_named(String query, String param) {
        assertThat(shop.bearer()
                        .get("/v1/ledger?" + query)
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource({"desc", "asc"})
    void pages_lead_through_every_entry_once(String order) {
        books.captures(6);
        var seen = new ArrayList<String>();
        var times = new ArrayList<String>();
        String cursor = "";
        do {
            Api.Reply page = shop.bearer()
                    .get("/v1/ledger?limit=5&order=" + order + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.data().forEach(entry -> {
                seen.add(entry.path("id").asString());
                times.add(entry.path("postedAt").asString());
            });
            cursor = page.json().path("meta").path("cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
        assertThat(times)
                .isSortedAccordingTo(order.equals("asc") ? String::compareTo : java.util.Comparator.reverseOrder());
    }

    @Test
    void balances_are_debits_minus_credits_of_one_currency() {
        books.post(Books.capture("pay_1", 150_000));
        books.post(Booking.fee("xendit", "pay_1", "cs_pay_1", new Money(4_000, Currency.IDR)));
        books.post(Booking.refund("cash", "rfd_1", new Money(50_000, Currency.IDR)));
        books.post(
                Booking.capture("paypal", Account.REVENUE_CHECKOUT, "pay_2", "cs_2", new Money(1_500, Currency.USD)));
        assertThat(balances(""))
                .containsExactly(
                        "cash 0 50000 -50000",
                        "channel_fee 4000 0 4000",
                        "gateway:xendit 150000 4000 146000",
                        "refund 50000 0 50000",
                        "revenue:checkout 0 150000 -150000");
        assertThat(balances("?currency=USD"))
                .containsExactly("gateway:paypal 1500 0 1500", "revenue:checkout 0 1500 -1500");
        assertThat(shop.bearer()
                        .get("/v1/ledger/balances?currency=usd")
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("currency");
    }

    @Test
    void a_balance_may_be_greater_than_any_amount() {
        var most = new Money(Money.MAX_MINOR, Currency.IDR);
        for (int i = 0; i < 3; i++) {
            books.post(Booking.capture("manual", Account.REVENUE_CHECKOUT, "pay_" + i, "cs_" + i, most));
        }
        assertThat(balances("")).first().isEqualTo("cash 2999999999997 0 2999999999997");
    }

    @Test
    void another_shop_and_mode_see_nothing_of_it() {
        books.captures(1);
        Shop other = server.newShop();
        String tx = shop.bearer().get("/v1/ledger").data().get(0).path("txId").asString();
        for (Api stranger : List.of(other.bearer(), shop.live())) {
            assertThat(stranger.get("/v1/ledger").expect(200).data().size()).isZero();
            assertThat(stranger.get("/v1/ledger?txId=" + tx).expect(200).data().size())
                    .isZero();
            assertThat(stranger.get("/v1/ledger/balances").expect(200).data().size())
                    .isZero();
            assertThat(stranger.get("/v1/reports/ledger.csv").expect(200).text().lines())
                    .hasSize(1);
        }
        for (String path : List.of("/v1/ledger", "/v1/ledger/balances", "/v1/reports/ledger.csv")) {
            shop.anonymous().get(path).refused(401, "unauthorized");
        }
    }

    private List<String> balances(String query) {
        var balances = new ArrayList<String>();
        shop.bearer().get("/v1/ledger/balances" + query).expect(200).data().forEach(one -> {
            assertThat(new HashSet<>(one.propertyNames())).containsOnly("code", "debits", "credits", "balance");
            balances.add(one.path("code").asString() + " " + one.path("debits").asLong() + " "
                    + one.path("credits").asLong() + " " + one.path("balance").asLong());
        });
        return balances;
    }

    private static String texts(JsonNode entry) {
        return String.join(
                " ",
                entry.path("code").asString(),
                entry.path("direction").asString(),
                Long.toString(entry.path("amount").asLong()),
                entry.path("currency").asString(),
                entry.path("sourceType").asString(),
                entry.path("sourceId").asString(),
                entry.path("memo").asString());
    }
}
