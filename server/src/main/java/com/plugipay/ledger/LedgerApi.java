package com.plugipay.ledger;

import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.RateLimits;
import com.plugipay.money.Currency;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/// The ledger over the API: it is only read.
@ApiRoutes
final class LedgerApi {
    private static final int ID_LENGTH = 64;

    private final Database database;
    private final LedgerStore store;
    private final LedgerCsv csv;
    private final Answers answers;
    private final RateLimits limits;

    LedgerApi(Database database, LedgerStore store, LedgerCsv csv, Answers answers, RateLimits limits) {
        this.database = database;
        this.store = store;
        this.csv = csv;
        this.answers = answers;
        this.limits = limits;
    }

    @GetMapping("/ledger")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("ledger", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new LedgerStore.Filter(
                query.text("code", ID_LENGTH),
                query.oneOf("sourceType", SourceType.WORDS),
                query.text("sourceId", ID_LENGTH),
                query.text("txId", ID_LENGTH),
                query.time("postedAfter"),
                query.time("postedBefore"));
        query.check();
        List<LedgerEntry> rows = database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                entry -> new PageRequest.After(entry.postedAt(), entry.id()),
                shown -> Json.bytes(shown.stream()
                        .map(entry -> LedgerJson.of(call.scope(), entry))
                        .toList()));
    }

    @GetMapping("/ledger/balances")
    ResponseEntity<byte[]> balances(Call call) {
        call.caller().needs("ledger", "read");
        Query query = call.query();
        Currency asked = query.parsed("currency", "IDR or USD", Currency::parse);
        query.check();
        Currency currency = asked == null ? Currency.IDR : asked;
        List<LedgerBalance> balances = database.read(call.scope(), tx -> store.balances(tx, call.scope()));
        return answers.ok(
                call.request(),
                Json.bytes(balances.stream()
                        .filter(balance -> balance.currency() == currency)
                        .map(LedgerJson::of)
                        .toList()));
    }

    @GetMapping("/reports/ledger.csv")
    void export(Call call, HttpServletResponse response) throws IOException {
        limits.countHeavy(call.scope(), response);
        call.caller().needs("report", "read");
        Query query = call.query();
        var period = new LedgerCsv.Period(
                query.time("from"), query.time("to"), query.parsed("currency", "IDR or USD", Currency::parse));
        query.check();
        csv.send(call.scope(), period, response);
    }
}
