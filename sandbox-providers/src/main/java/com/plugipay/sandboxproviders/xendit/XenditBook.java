package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Callback;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Till;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything Xendit has written down, and what customers and time do to it. One lock for all of it.
final class XenditBook implements Till {
    private final Ground ground;
    private final Accounts accounts;
    private final Map<String, PaymentRequest> requests = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    XenditBook(Ground ground, Accounts accounts) {
        this.ground = ground;
        this.accounts = accounts;
    }

    synchronized void add(PaymentRequest request) {
        requests.put(request.id, request);
    }

    synchronized void add(Session session) {
        sessions.put(session.id, session);
    }

    synchronized boolean anyRequest(Predicate<PaymentRequest> wanted) {
        return requests.values().stream().anyMatch(wanted);
    }

    /// By its own id or its payment method's; without a business, anybody's, for customers.
    synchronized PaymentRequest request(@Nullable String business, String id) {
        return requests.values().stream()
                .filter(request -> (business == null || request.business.equals(business))
                        && (request.id.equals(id) || request.paymentMethod.equals(id)))
                .findFirst()
                .orElseThrow(() -> Problem.missing("Payment request " + id));
    }

    /// The request that has this payment.
    synchronized PaymentRequest holding(String business, String payment) {
        return requests.values().stream()
                .filter(request -> request.business.equals(business) && request.has(payment))
                .findFirst()
                .orElseThrow(() -> Problem.missing("Payment " + payment));
    }

    synchronized List<PaymentRequest> byReference(String business, String reference) {
        return requests.values().stream()
                .filter(request -> request.business.equals(business)
                        && request.asked.reference().equals(reference))
                .toList();
    }

    synchronized Session session(@Nullable String business, String id) {
        Session session = sessions.get(id);
        if (session == null || (business != null && !session.business.equals(business))) {
            throw Problem.missing("Payment session " + id);
        }
        return session;
    }

    synchronized Refund refund(String business, String id, boolean v3) {
        Refund refund = refunds.get(id);
        if (refund == null || refund.v3 != v3 || !refund.request.business.equals(business)) {
            throw Problem.missing("Refund " + id);
        }
        return refund;
    }

    synchronized List<Refund> refunds(Predicate<Refund> wanted) {
        return refunds.values().stream().filter(wanted).toList();
    }

    /// Money that came and money that goes back, the oldest first.
    synchronized List<ObjectNode> transactions(String business) {
        Stream<ObjectNode> came = requests.values().stream()
                .filter(request -> request.business.equals(business))
                .flatMap(request -> request.payments.stream()
                        .filter(PaymentRequest.Payment::captured)
                        .map(payment -> XenditJson.transaction(request, payment)));
        Stream<ObjectNode> back = refunds.values().stream()
                .filter(refund -> refund.request.business.equals(business))
                .map(XenditJson::transaction);
        return Stream.concat(came, back)
                .sorted(Comparator.comparing(one -> one.path("created").asString()))
                .toList();
    }

    synchronized void cancel(PaymentRequest request) {
        if (!request.open()) {
            throw Problem.of(400, "INACTIVE_PAYMENT_REQUEST", "Payment request is already inactive.");
        }
        request.become("CANCELED", null, now());
    }

    /// Writes down a refund that was checked, and lets the knob decide how it goes on.
    synchronized void start(Refund refund) {
        refunds.put(refund.id, refund);
        Knobs.Refunds way = ground.knobs().now().refunds();
        if (way == Knobs.Refunds.SUCCEED || way == Knobs.Refunds.FAIL) {
            finish(refund, way == Knobs.Refunds.SUCCEED);
        }
    }

    @Override
    public synchronized void pay(String charge, @Nullable BigDecimal amount, boolean late) {
        PaymentRequest request = found(charge);
        Channel.Kind kind = request.channel.kind();
        BigDecimal paid = Objects.requireNonNullElse(amount, request.asked.amount());
        if (paid.compareTo(request.asked.amount()) != 0 && !kind.takesAnyAmount()) {
            throw new Impossible(request.channel.code() + " takes only the amount that was asked for");
        }
        if (!request.open() && !(late && kind.canBePaidLate())) {
            throw new Impossible(
                    "it is " + request.status + "; late money needs late=true and a code that outlives it");
        }
        if (ground.knobs().now().decline()) {
            decline(charge);
            return;
        }
        PaymentRequest.Payment payment = request.add(paid, "SUCCEEDED", null, now());
        request.become("SUCCEEDED", null, now());
        tell(
                "payment.capture",
                request.business,
                XenditJson.payment(request, payment, ground.knobs().now()));
        complete(request);
    }

    @Override
    public synchronized void decline(String charge) {
        PaymentRequest request = found(charge);
        if (!request.open()) {
            throw new Impossible("it is " + request.status);
        }
        String why = request.channel.kind() == Channel.Kind.CARD ? "CARD_DECLINED" : "USER_DECLINED_PAYMENT";
        PaymentRequest.Payment payment = request.add(request.asked.amount(), "FAILED", why, now());
        request.become("FAILED", why, now());
        tell(
                "payment.failure",
                request.business,
                XenditJson.payment(request, payment, ground.knobs().now()));
    }

    @Override
    public synchronized void expire(String charge) {
        Session session = sessions.get(charge);
        if (session != null) {
            end(session, "EXPIRED");
            return;
        }
        PaymentRequest request = found(charge);
        if (!request.open()) {
            throw new Impossible("it is " + request.status);
        }
        expire(request);
    }

    private void expire(PaymentRequest request) {
        request.become("EXPIRED", null, now());
        tell("payment_request.expiry", request.business, XenditJson.request(request));
    }

    @Override
    public synchronized void finishRefund(String id, boolean well) {
        Refund refund = refunds.values().stream()
                .filter(one -> one.id.equals(id) || id.equals(one.reference))
                .findFirst()
                .orElseThrow(() -> new Impossible("there is no refund " + id));
        if (!refund.status.equals("PENDING")) {
            throw new Impossible("it is " + refund.status);
        }
        finish(refund, well);
    }

    synchronized void end(Session session, String status) {
        if (!session.status.equals("ACTIVE")) {
            throw new Impossible("the session is " + session.status);
        }
        session.status = status;
        session.updated = now();
        if (status.equals("EXPIRED")) {
            tell("payment_session.expired", session.business, XenditJson.session(session, ground.url()));
        }
    }

    @Override
    public synchronized void sweep() {
        Instant now = now();
        requests.values().stream()
                .filter(request -> request.open() && request.expires != null && !request.expires.isAfter(now))
                .toList()
                .forEach(this::expire);
        sessions.values().stream()
                .filter(session -> session.status.equals("ACTIVE") && !session.expires.isAfter(now))
                .toList()
                .forEach(session -> end(session, "EXPIRED"));
    }

    @Override
    public synchronized JsonNode book() {
        ObjectNode book = Json.object();
        requests.values().forEach(request -> {
            ObjectNode shown = XenditJson.request(request);
            request.payments.forEach(
                    payment -> shown.withArray("payments").add(XenditJson.payment(request, payment, Knobs.OFF)));
            book.withArray("payment_requests").add(shown);
        });
        refunds.values().forEach(refund -> book.withArray("refunds").add(XenditJson.refund(refund)));
        sessions.values().forEach(session -> book.withArray("sessions").add(XenditJson.session(session, ground.url())));
        return book;
    }

    private void complete(PaymentRequest request) {
        Session session = request.session == null ? null : sessions.get(request.session);
        if (session != null) {
            session.status = "COMPLETED";
            session.updated = now();
            tell("payment_session.completed", session.business, XenditJson.session(session, ground.url()));
        }
    }

    private void finish(Refund refund, boolean well) {
        refund.status = well ? "SUCCEEDED" : "FAILED";
        refund.failureCode = well ? null : "REFUND_FAILED";
        refund.updated = now();
        JsonNode data = refund.v3 ? XenditJson.refund(refund) : EarlierJson.refund(refund);
        tell(well ? "refund.succeeded" : "refund.failed", refund.request.business, data);
    }

    private void tell(String event, String business, JsonNode data) {
        Accounts.Account account = accounts.ofBusiness(business);
        if (account != null) {
            boolean forged = ground.knobs().now().callbackForge();
            String token = forged ? "not-" + account.callbackToken() : account.callbackToken();
            byte[] body = Json.bytes(XenditJson.event(event, business, now(), data));
            ground.callbacks()
                    .send(new Callback(event, account.callbackUrl(), Map.of("x-callback-token", token), body));
        }
    }

    private PaymentRequest found(String charge) {
        sweep();
        return requests.values().stream()
                .filter(request ->
                        request.id.equals(charge) || request.asked.reference().equals(charge))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new Impossible("there is no payment request " + charge));
    }

    Instant now() {
        return ground.clock().instant();
    }
}
