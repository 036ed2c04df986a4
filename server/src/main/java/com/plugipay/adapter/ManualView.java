package com.plugipay.adapter;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.QrPicture;
import com.plugipay.qris.Qris;
import com.plugipay.settings.ManualAccounts;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws the page of manual payments.
final class ManualView {
    static final String PATH = "settings/manual";

    private final Database database;
    private final Adapters adapters;
    private final Pages pages;

    ManualView(Database database, Adapters adapters, Pages pages) {
        this.database = database;
        this.adapters = adapters;
        this.pages = pages;
    }

    /// What customers see now; null while there is nothing.
    @Nullable
    ManualAccounts kept(Visit visit) {
        return database.read(visit.scope(), tx -> adapters.manual(tx, visit.scope()));
    }

    /// @param kept what customers see now
    /// @param typed text of a QRIS that comes back
    /// @param wrong texts by field, in the order of the fields
    ResponseEntity<byte[]> page(
            int status,
            Visit visit,
            ManualForm form,
            @Nullable ManualAccounts kept,
            String typed,
            boolean saved,
            Map<String, String> wrong) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.MANUAL_PAYMENTS, PATH, PATH);
        var page = new ManualPage(
                frame,
                form.key(),
                IntStream.range(0, form.rows().size())
                        .mapToObj(i -> row(i, form.rows().get(i)))
                        .toList(),
                form.instructions(),
                shop(kept, typed),
                visit.caller().allows("settings", "write"),
                form.rows().size() < ManualAccounts.MAX_ACCOUNTS,
                saved,
                new FormErrors(wrong.entrySet().stream()
                        .map(entry -> new FormErrors.Entry(entry.getKey(), frame.t(entry.getValue())))
                        .toList()));
        return pages.formHtml(status, frame.frame(), "adapter/manual.jte", page);
    }

    private static ManualPage.Shop shop(@Nullable ManualAccounts kept, String typed) {
        String payload = kept == null ? null : kept.staticQrPayload();
        String picture = kept == null ? null : kept.staticQrImage();
        try {
            if (payload != null) {
                Qris qris = Qris.readStatic(payload);
                QrPicture drawn = QrPicture.of(qris.payload());
                return new ManualPage.Shop(
                        qris.merchantName(),
                        qris.merchantCity(),
                        qris.nmid(),
                        drawn.path(),
                        drawn.side(),
                        picture,
                        typed);
            }
        } catch (NotQris e) {
            // Kept before codes were read: then it is what customers see, too.
            return new ManualPage.Shop(null, null, null, null, 0, picture, typed);
        }
        return new ManualPage.Shop(null, null, null, null, 0, picture, typed);
    }

    private static ManualPage.Row row(int index, ManualAccounts.BankAccount account) {
        return new ManualPage.Row(index, account.bankName(), account.accountNumber(), account.accountHolder());
    }
}
