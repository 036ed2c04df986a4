package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Control;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Voice;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.Accounts.Account;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Xendit on loopback.
public final class XenditServer extends WireServer {
    public static final String TEST_KEY = "xnd_development_sandbox";
    public static final String LIVE_KEY = "xnd_production_sandbox";
    public static final String CALLBACK_TOKEN = "sandbox-callback-token";

    private final Accounts accounts;

    private XenditServer(Ground ground, XenditBook book, Accounts accounts) {
        super(ground, book);
        this.accounts = accounts;
    }

    public static XenditServer start(int port) {
        Ground ground = Ground.open(port);
        Accounts accounts = new Accounts();
        accounts.put(new Account(TEST_KEY, "5f27a14a9bf05c73dd040bc8", CALLBACK_TOKEN, null));
        accounts.put(new Account(LIVE_KEY, "6094fa76c2fd53701b8e079c", CALLBACK_TOKEN, null));
        XenditBook book = new XenditBook(ground, accounts);
        PaymentRequests requests = new PaymentRequests(ground, book);
        Doorman doorman = new Doorman(ground);
        Routes api = new Routes();
        new V3Api(ground, accounts, book, requests, doorman).on(api);
        new RefundsApi(ground, accounts, book, doorman).on(api);
        new SessionsApi(ground, accounts, book, doorman).on(api);
        new AccountsApi(ground, accounts, book, doorman).on(api);
        new TransactionsApi(accounts, book).on(api);
        new EarlierApi(accounts, book, requests, doorman).on(api);
        Routes others = new Routes();
        new CustomerPages(ground, book, requests).on(others);
        XenditServer server = new XenditServer(ground, book, accounts);
        others.on("PUT", "/_control/account", server::account);
        ground.serve(new Words(), book, api, others);
        return server;
    }

    /// Where callbacks of both standard accounts go.
    public void callbackUrl(@Nullable URI url) {
        account(TEST_KEY, CALLBACK_TOKEN, url);
        account(LIVE_KEY, CALLBACK_TOKEN, url);
    }

    /// Adds an account, or changes the one with this key.
    public void account(String key, String callbackToken, @Nullable URI callbackUrl) {
        Account known = accounts.byKey(key);
        String business = known == null ? Accounts.newId() : known.business();
        accounts.put(new Account(key, business, callbackToken, callbackUrl));
    }

    private Answer account(Request request) {
        JsonNode body = Control.body(request);
        String key = Json.text(body, "key");
        if (key == null || !key.startsWith("xnd_")) {
            throw Control.wrong("key must begin with xnd_");
        }
        String token = Json.text(body, "callback_token");
        String url = Json.text(body, "callback_url");
        account(key, token == null ? CALLBACK_TOKEN : token, url == null ? null : URI.create(url));
        return Answer.pretty(body);
    }

    private record Words() implements Voice {
        @Override
        public Answer failure(int status) {
            return status == 503
                    ? Problem.answer(
                            503,
                            "CHANNEL_UNAVAILABLE",
                            "The channel requested is currently experiencing unexpected issues.")
                    : Problem.answer(
                            status,
                            "SERVER_ERROR",
                            "An unexpected error occured, our team has been notified and will troubleshoot the issue");
        }

        @Override
        public Answer unknown(Request request) {
            return Problem.answer(404, "NOT_FOUND", "The requested resource was not found");
        }
    }
}
