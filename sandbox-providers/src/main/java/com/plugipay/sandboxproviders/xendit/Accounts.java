package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Request;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Who may call, with which key, and where their callbacks go. Sub-accounts hang under the account that made them.
final class Accounts {
    private final Map<String, Account> byKey = new LinkedHashMap<>();
    private final Map<String, Sub> subs = new LinkedHashMap<>();

    /// A merchant as Xendit knows them.
    record Account(
            String key,
            String business,
            String callbackToken,
            @Nullable URI callbackUrl) {
        boolean test() {
            return key.startsWith("xnd_development_");
        }
    }

    /// A sub-account of a platform.
    record Sub(String id, String platformKey, ObjectNode shown) {}

    /// Who is calling: an account, and the business its call is for.
    record Caller(Account account, String business) {}

    synchronized void put(Account account) {
        byKey.put(account.key(), account);
    }

    synchronized @Nullable Account byKey(String key) {
        return byKey.get(key);
    }

    synchronized void put(Sub sub) {
        subs.put(sub.id(), sub);
    }

    synchronized @Nullable Sub sub(String id) {
        return subs.get(id);
    }

    /// Whose callbacks and token a business uses: its own, or its platform's.
    synchronized @Nullable Account ofBusiness(String business) {
        Sub sub = subs.get(business);
        return byKey.values().stream()
                .filter(account -> account.business().equals(business)
                        || (sub != null && account.key().equals(sub.platformKey())))
                .findFirst()
                .orElse(null);
    }

    /// The secret key comes as the user name, with an empty password.
    synchronized Caller caller(Request request) {
        String basic = request.basic();
        int colon = basic == null ? -1 : basic.indexOf(':');
        Account account = basic == null || colon < 0 ? null : byKey.get(basic.substring(0, colon));
        if (account == null) {
            throw Problem.key();
        }
        String forUser = request.header("for-user-id");
        if (forUser == null || forUser.equals(account.business())) {
            return new Caller(account, account.business());
        }
        Sub sub = subs.get(forUser);
        if (sub == null || !sub.platformKey().equals(account.key())) {
            throw Problem.of(403, "REQUEST_FORBIDDEN_ERROR", "for-user-id is not one of your sub-accounts.");
        }
        return new Caller(account, forUser);
    }

    static String newId() {
        return Chance.hex(24);
    }
}
