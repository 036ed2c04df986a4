package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.midtrans.MidtransBook.Merchant;
import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Control;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.wire.Voice;
import com.plugipay.sandboxproviders.wire.WireServer;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Midtrans on loopback: Core API and Snap on one port.
public final class MidtransServer extends WireServer {
    public static final String SERVER_KEY = "SB-Mid-server-sandbox";
    public static final String CLIENT_KEY = "SB-Mid-client-sandbox";
    public static final String MERCHANT_ID = "G141532850";

    private final MidtransBook book;

    private MidtransServer(Ground ground, MidtransBook book) {
        super(ground, book);
        this.book = book;
    }

    public static MidtransServer start(int port) {
        Ground ground = Ground.open(port);
        MidtransBook book = new MidtransBook(ground, new Merchant(MERCHANT_ID, SERVER_KEY, CLIENT_KEY, null));
        Charge charge = new Charge(ground);
        Routes api = new Routes();
        new CoreApi(ground, book, charge).on(api);
        new SnapApi(ground, book).on(api);
        Routes others = new Routes();
        new CustomerPages(book, charge).on(others);
        MidtransServer server = new MidtransServer(ground, book);
        others.on("PUT", "/_control/account", server::account);
        others.post("/_control/charges/{charge}/settle", request -> {
            try {
                book.settle(request.parameter("charge"));
            } catch (Till.Impossible why) {
                throw Control.wrong(String.valueOf(why.getMessage()));
            }
            return Answer.pretty(Map.of("done", true));
        });
        ground.serve(new Words(), book, api, others);
        return server;
    }

    /// Where notifications of charges made from now on go.
    public void notificationUrl(@Nullable URI url) {
        Merchant now = book.merchant();
        book.merchant(new Merchant(now.id(), now.serverKey(), now.clientKey(), url));
    }

    /// Captured card money settles.
    public void settle(String charge) {
        book.settle(charge);
    }

    private Answer account(Request request) {
        JsonNode body = Control.body(request);
        Merchant now = book.merchant();
        String url = Json.text(body, "notification_url");
        book.merchant(new Merchant(
                Objects.requireNonNullElse(Json.text(body, "merchant_id"), now.id()),
                Objects.requireNonNullElse(Json.text(body, "server_key"), now.serverKey()),
                Objects.requireNonNullElse(Json.text(body, "client_key"), now.clientKey()),
                url == null ? now.notificationUrl() : URI.create(url)));
        return Answer.pretty(body);
    }

    private record Words() implements Voice {
        @Override
        public Answer failure(int status) {
            return Problem.core(status, "Sorry, we encountered internal server error. We will fix this soon.");
        }

        @Override
        public Answer unknown(Request request) {
            return Problem.core(404, "The requested resource is not found");
        }
    }
}
