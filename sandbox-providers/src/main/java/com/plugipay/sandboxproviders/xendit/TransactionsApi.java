package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The list of all money that came in or went back, ordered by when it was made.
final class TransactionsApi {
    private static final Set<String> TYPES = Set.of("PAYMENT", "REFUND");
    private static final int USUAL = 10;
    private static final int MOST = 50;

    private final Accounts accounts;
    private final XenditBook book;

    TransactionsApi(Accounts accounts, XenditBook book) {
        this.accounts = accounts;
        this.book = book;
    }

    void on(Routes routes) {
        routes.get("/transactions", this::list);
    }

    private Answer list(Request request) {
        Caller caller = accounts.caller(request);
        Map<String, String> query = request.query();
        @Nullable String type = query.get("types");
        if (type != null && !TYPES.contains(type)) {
            throw Problem.invalid("types must be one of the transaction types.");
        }
        int limit = limit(query.get("limit"));
        List<ObjectNode> found = book.transactions(caller.business()).stream()
                .filter(one -> fits(one, "type", type)
                        && fits(one, "reference_id", query.get("reference_id"))
                        && fits(one, "product_id", query.get("product_id")))
                .toList();
        int start = after(found, query.get("after_id"));
        List<ObjectNode> page = found.stream().skip(start).limit(limit).toList();
        ObjectNode json = Json.object().put("has_more", found.size() > start + page.size());
        page.forEach(json.putArray("data")::add);
        json.putArray("links");
        return Answer.json(200, json);
    }

    private static boolean fits(ObjectNode one, String field, @Nullable String wanted) {
        return wanted == null || wanted.equals(Json.text(one, field));
    }

    private static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        if (!asked.matches("[1-9][0-9]?") || Integer.parseInt(asked) > MOST) {
            throw Problem.invalid("limit goes from 1 to " + MOST + ".");
        }
        return Integer.parseInt(asked);
    }

    private static int after(List<ObjectNode> found, @Nullable String id) {
        if (id == null) {
            return 0;
        }
        for (int i = 0; i < found.size(); i++) {
            if (id.equals(Json.text(found.get(i), "id"))) {
                return i + 1;
            }
        }
        return found.size();
    }
}
