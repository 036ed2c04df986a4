package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Callback;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Till;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything Midtrans has written down for one merchant. One lock for all of it.
final class MidtransBook implements Till {
    private final Ground ground;
    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<String, SnapPage> pages = new LinkedHashMap<>();
    private Merchant merchant;
    private int refundNumbers = 47_000;

    /// The account, and where its notifications go.
    record Merchant(
            String id,
            String serverKey,
            String clientKey,
            @Nullable URI notificationUrl) {}

    MidtransBook(Ground ground, Merchant merchant) {
        this.ground = ground;
        this.merchant = merchant;
    }

    synchronized Merchant merchant() {
        return merchant;
    }

    synchronized void merchant(Merchant next) {
        merchant = next;
    }

    /// Adds a transaction unless its order id is in use.
    synchronized boolean add(Transaction made) {
        boolean used = transactions.stream().anyMatch(one -> one.orderId.equals(made.orderId) && !one.cameToNothing());
        if (used) {
            return false;
        }
        transactions.add(made);
        tell(made);
        return true;
    }

    synchronized boolean add(SnapPage page) {
        boolean used = transactions.stream().anyMatch(one -> one.orderId.equals(page.orderId) && !one.cameToNothing())
                || pages.values().stream().anyMatch(one -> one.orderId.equals(page.orderId) && one.canceled == null);
        if (!used) {
            pages.put(page.token, page);
        }
        return !used;
    }

    synchronized Optional<SnapPage> page(String token) {
        return Optional.ofNullable(pages.get(token));
    }

    /// By its own id or by the order id, of which the latest counts.
    synchronized Optional<Transaction> find(String id) {
        sweep();
        return transactions.stream()
                .filter(one -> one.id.equals(id) || one.orderId.equals(id))
                .reduce((first, last) -> last);
    }

    synchronized boolean cancel(Transaction of, String become) {
        boolean possible = of.pending() || (become.equals("cancel") && of.status.equals("capture"));
        if (possible) {
            of.status = become;
            tell(of);
        }
        return possible;
    }

    /// Starts a refund that was checked; the knob decides how it goes on.
    synchronized Transaction.Refund refund(Transaction of, String key, BigDecimal amount, String reason) {
        Transaction.Refund refund = new Transaction.Refund(++refundNumbers, key, amount, reason, now());
        Knobs.Refunds way = ground.knobs().now().refunds();
        if (way == Knobs.Refunds.SUCCEED || way == Knobs.Refunds.PENDING) {
            of.refunds.add(refund);
            of.status = of.refunded().compareTo(of.amount) >= 0 ? "refund" : "partial_refund";
            tell(of);
            if (way == Knobs.Refunds.SUCCEED) {
                confirm(of, refund);
            }
        }
        return refund;
    }

    @Override
    public synchronized void pay(String charge, @Nullable BigDecimal amount, boolean late) {
        Transaction of = found(charge);
        if (amount != null && amount.compareTo(of.amount) != 0) {
            throw new Impossible("everything is closed-amount here: the bank or wallet takes no other amount");
        }
        boolean lateMoney =
                late && of.outlivesItsDeadline() && (of.status.equals("expire") || of.status.equals("cancel"));
        if (!of.pending() && !lateMoney) {
            throw new Impossible("it is " + of.status + "; late money needs late=true and a code that outlives it");
        }
        if (ground.knobs().now().decline()) {
            decline(charge);
            return;
        }
        of.status = of.type.equals("credit_card") ? "capture" : "settlement";
        of.settled = now();
        tell(of);
    }

    @Override
    public synchronized void decline(String charge) {
        Transaction of = found(charge);
        if (!of.pending()) {
            throw new Impossible("it is " + of.status);
        }
        of.status = "deny";
        tell(of);
    }

    @Override
    public synchronized void expire(String charge) {
        Transaction of = found(charge);
        if (!cancel(of, "expire")) {
            throw new Impossible("it is " + of.status);
        }
    }

    /// The nightly batch: captured card money settles.
    synchronized void settle(String charge) {
        Transaction of = found(charge);
        if (!of.status.equals("capture")) {
            throw new Impossible("it is " + of.status);
        }
        of.status = "settlement";
        tell(of);
    }

    @Override
    public synchronized void finishRefund(String id, boolean well) {
        Transaction of = transactions.stream()
                .filter(one -> one.pendingRefund(id).isPresent())
                .findFirst()
                .orElseThrow(() -> new Impossible("there is no pending refund " + id));
        Transaction.Refund refund = of.pendingRefund(id).orElseThrow();
        if (well) {
            confirm(of, refund);
        } else {
            of.refunds.remove(refund);
            of.status = of.refunds.isEmpty() ? "settlement" : "partial_refund";
            tell(of);
        }
    }

    @Override
    public synchronized void sweep() {
        Instant now = now();
        transactions.stream()
                .filter(one -> one.pending() && !one.expires.isAfter(now))
                .forEach(one -> cancel(one, "expire"));
    }

    @Override
    public synchronized JsonNode book() {
        ObjectNode book = Json.object();
        transactions.forEach(one -> book.withArray("transactions")
                .add(MidtransJson.status(one, merchant.id(), merchant.serverKey(), Knobs.OFF)));
        pages.values().forEach(page -> book.withArray("snap").add(page.shown()));
        return book;
    }

    private void confirm(Transaction of, Transaction.Refund refund) {
        refund.confirmed = now();
        tell(of);
    }

    private void tell(Transaction of) {
        ObjectNode json = MidtransJson.notification(
                of, merchant.id(), merchant.serverKey(), ground.knobs().now());
        List<URI> addresses = of.notify;
        if (addresses.isEmpty()) {
            ground.callbacks().send(new Callback(of.status, null, Map.of(), Json.bytes(json)));
        }
        addresses.forEach(to -> ground.callbacks().send(new Callback(of.status, to, Map.of(), Json.bytes(json))));
    }

    private Transaction found(String charge) {
        return find(charge).orElseThrow(() -> new Impossible("there is no transaction " + charge));
    }

    Instant now() {
        return ground.clock().instant();
    }
}
