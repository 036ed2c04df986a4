package com.plugipay.ledger;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Json;
import com.plugipay.money.Currency;
import com.plugipay.scope.Scope;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// The ledger as a file for spreadsheets, oldest first, a transaction's entries together.
///
/// It is read and sent a piece at a time, and no connection is held while a piece travels to a slow reader. A file
/// holds [#MOST_ENTRIES] at most: a longer one is refused before its first byte, because a file that ends early looks
/// like the truth.
final class LedgerCsv {
    static final int MOST_ENTRIES = 100_000;

    private static final int PIECE = 1_000;

    /// @param from inclusive; null is the beginning
    /// @param to exclusive; null is now
    /// @param currency null is all of them
    record Period(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Currency currency) {}

    private final Database database;
    private final LedgerStore store;
    private final WorkspaceTime time;
    private final int mostEntries;

    LedgerCsv(Database database, LedgerStore store, WorkspaceTime time, int mostEntries) {
        this.database = database;
        this.store = store;
        this.time = time;
        this.mostEntries = mostEntries;
    }

    void send(Scope scope, Period asked, HttpServletResponse response) throws IOException {
        Instant to = asked.to();
        // What is booked while we send is left out: the file says what was so when it was asked for.
        Instant end = to == null ? time.now(scope).plusMillis(1) : to;
        var period = new Period(asked.from(), end, asked.currency());
        refuseTooMany(scope, period);
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"ledger.csv\"");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(response.getOutputStream(), StandardCharsets.UTF_8);
        try {
            write(scope, period, csv);
            // Not closed when it fails: half a file must not end like a whole one.
            csv.close();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DataAccessException e) {
            throw new IOException("the export broke off", e);
        }
    }

    /// Before the first byte, while there is still somebody to tell.
    void refuseTooMany(Scope scope, Period period) {
        int found = database.read(scope, tx -> store.countUpTo(tx, scope, period, mostEntries + 1));
        if (found > mostEntries) {
            throw Rejected.invalid(List.of(new Rejected.Detail(
                    "from",
                    ErrorCode.VALIDATION_ERROR.wire(),
                    "There are more than " + mostEntries + " entries: ask for a shorter time with from and to.")));
        }
    }

    private void write(Scope scope, Period period, CsvWriter csv) {
        csv.writeRecord(
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
        LedgerEntry last = null;
        List<LedgerEntry> piece;
        do {
            LedgerEntry after = last;
            piece = database.read(scope, tx -> store.piece(tx, scope, period, after, PIECE));
            for (LedgerEntry entry : piece) {
                write(entry, csv);
            }
            last = piece.isEmpty() ? null : piece.getLast();
        } while (piece.size() == PIECE);
    }

    private static void write(LedgerEntry entry, CsvWriter csv) {
        String memo = entry.memo();
        csv.writeRecord(
                cell(entry.id()),
                cell(Json.time(entry.postedAt())),
                cell(entry.txId()),
                cell(entry.code()),
                cell(entry.direction().wire()),
                Long.toString(entry.amount().minor()),
                cell(entry.amount().currency().name()),
                cell(entry.sourceType()),
                cell(entry.sourceId()),
                cell(memo == null ? "" : memo));
    }

    /// A spreadsheet takes what begins like a formula for one, and runs it. An apostrophe makes it text.
    static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
