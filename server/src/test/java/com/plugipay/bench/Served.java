package com.plugipay.bench;

import com.plugipay.workspace.BenchShops.BenchShop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The load over HTTP: what merchants' programs and customers' browsers ask, each connection for all the shops in turn.
final class Served {
    private static final String BODY = """
            {"amount":150000,"currency":"IDR","description":"Kopi tubruk 250 g",\
            "lineItems":[{"name":"Kopi tubruk 250 g","quantity":2,"unitAmount":75000}],\
            "successUrl":"https://shop.example/thanks","metadata":{"order":"A-1001"}}""";
    private static final String CHARGE = "{\"method\":\"card\",\"testCard\":\"success\"}";
    private static final int REMEMBERED = 500;

    private final int port;
    private final List<BenchShop> shops;
    private final List<HttpConnection.Signer> signers;
    private final List<List<String>> sessions = new ArrayList<>();
    final AtomicLong created = new AtomicLong();
    final AtomicLong paid = new AtomicLong();

    Served(int port, List<BenchShop> shops) {
        this.port = port;
        this.shops = shops;
        this.signers = shops.stream()
                .map(shop -> new HttpConnection.Signer(shop.keyId(), shop.secret()))
                .toList();
    }

    /// Makes the sessions that are read and looked at.
    void prepareReads() throws Exception {
        try (var connection = new HttpConnection(port)) {
            for (int shop = 0; shop < shops.size(); shop++) {
                var ids = new ArrayList<String>();
                for (int i = 0; i < Math.max(1, REMEMBERED / shops.size()); i++) {
                    ids.add(create(connection, shop));
                    created.incrementAndGet();
                }
                sessions.add(ids);
            }
        }
    }

    /// A payment whose rows tell what one consists of.
    String payOne() throws Exception {
        try (var connection = new HttpConnection(port)) {
            String session = create(connection, 0);
            pay(connection, session);
            return session;
        }
    }

    String anySession(int shop) {
        List<String> all = sessions.get(shop);
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    Loop.Worker open(Options.Task task, int number) throws Exception {
        var connection = new HttpConnection(port);
        return new Loop.Worker() {
            private int turn = number;

            @Override
            public void once() throws Exception {
                int shop = turn++ % shops.size();
                switch (task) {
                    case CREATE -> {
                        create(connection, shop);
                        created.incrementAndGet();
                    }
                    case READ ->
                        connection.ask(
                                "GET", "/v1/checkout-sessions/" + anySession(shop), null, signers.get(shop), null, 200);
                    case PAYMENT -> {
                        pay(connection, create(connection, shop));
                        paid.incrementAndGet();
                    }
                    case PAGE -> connection.ask("GET", "/c/" + anySession(shop), null, null, null, 200);
                }
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    private String create(HttpConnection connection, int shop) throws Exception {
        String key = new UUID(
                        ThreadLocalRandom.current().nextLong(),
                        ThreadLocalRandom.current().nextLong())
                .toString();
        connection.ask("POST", "/v1/checkout-sessions", BODY, signers.get(shop), key, 201);
        return connection.textAfter("\"id\":\"");
    }

    private static void pay(HttpConnection connection, String session) throws Exception {
        connection.ask("POST", "/v1/public/checkout/sessions/" + session + "/charge", CHARGE, null, null, 200);
    }
}
