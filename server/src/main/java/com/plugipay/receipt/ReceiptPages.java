package com.plugipay.receipt;

import com.plugipay.checkout.Bill;
import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Install;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.payment.Payment;
import com.plugipay.payment.Payments;
import com.plugipay.scope.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The public receipt of a session: whoever has the link may read it.
@RestController
final class ReceiptPages {
    private final Database database;
    private final CheckoutSessions sessions;
    private final Payments payments;
    private final Pages pages;
    private final Install install;
    private final RateLimits limits;
    private final ClientAddress address;

    ReceiptPages(
            Database database,
            CheckoutSessions sessions,
            Payments payments,
            Pages pages,
            Install install,
            RateLimits limits,
            ClientAddress address) {
        this.database = database;
        this.sessions = sessions;
        this.payments = payments;
        this.pages = pages;
        this.install = install;
        this.limits = limits;
        this.address = address;
    }

    private record Found(Bill bill, @Nullable Payment payment) {}

    @GetMapping("/c/{id}/receipt")
    ResponseEntity<byte[]> show(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        ReceiptPage receipt = receipt(id, request, response);
        return pages.document(200, receipt.frame(), "receipt/receipt.jte", receipt);
    }

    /// A file that shows the same without us, but for the shop's logo.
    @GetMapping("/c/{id}/receipt/download")
    ResponseEntity<byte[]> download(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        ReceiptPage receipt = receipt(id, request, response);
        var saved = new SavedReceipt(receipt, install.url("/"));
        ResponseEntity<byte[]> page = pages.document(200, receipt.frame(), "receipt/saved.jte", saved);
        var headers = new HttpHeaders(page.getHeaders());
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(receipt.t("file") + "-" + receipt.reference() + ".html")
                .build());
        return new ResponseEntity<>(page.getBody(), headers, page.getStatusCode());
    }

    private ReceiptPage receipt(String id, HttpServletRequest request, HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_READ, address.of(request), response);
        Scope scope = sessions.scopeOf(id);
        Found found = database.read(
                scope,
                tx -> new Found(
                        sessions.bill(tx, scope, id),
                        payments.ofSession(tx, scope, id).orElse(null)));
        if (found.payment() == null && found.bill().claim() == null) {
            throw Rejected.notFound();
        }
        var language = Pages.language(request, found.bill().locale());
        PageFrame frame = pages.frame(
                language,
                "/c/" + found.bill().sessionId() + "/receipt?lang="
                        + language.other().code());
        return ReceiptPage.of(frame, found.bill(), found.payment());
    }
}
