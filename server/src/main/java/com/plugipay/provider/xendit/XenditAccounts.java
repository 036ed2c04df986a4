package com.plugipay.provider.xendit;

import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.xendit.XenditClient.Caller;
import org.jspecify.annotations.Nullable;

/// Sub-accounts below the operator's own account at Xendit (xenPlatform).
final class XenditAccounts implements ManagedAccounts {
    private static final String PATH = "/v2/accounts";

    private final XenditClient client;
    private final @Nullable String operatorKey;

    XenditAccounts(XenditClient client, @Nullable String operatorKey) {
        this.client = client;
        this.operatorKey = operatorKey;
    }

    @Override
    public boolean available() {
        return operatorKey != null;
    }

    @Override
    public Answer open(String key, Kind kind, String email, String businessName) {
        String type = switch (kind) {
            case INVITED -> "MANAGED";
            case OPERATED -> "OWNED";
        };
        return answer(client.post(
                operator(),
                PATH,
                key,
                new XenditJson.NewAccount(email, type, new XenditJson.PublicProfile(businessName))));
    }

    @Override
    public Answer look(String subAccount) {
        return answer(client.get(operator(), PATH + "/" + subAccount));
    }

    private Caller operator() {
        if (operatorKey == null) {
            throw new IllegalStateException("nothing is managed without the operator's key");
        }
        return new Caller(operatorKey, null);
    }

    private static Answer answer(XenditClient.Answer answer) {
        return switch (answer) {
            case XenditClient.Answer.Good good -> known(good.as(XenditJson.Account.class));
            case XenditClient.Answer.Refused(int _, String code, String message) -> new Answer.Refused(code, message);
            case XenditClient.Answer.NotSent(String why) -> new Answer.Refused("unreachable", why);
            case XenditClient.Answer.Unclear(int _, String why) -> new Answer.Unknown(why);
        };
    }

    private static Answer known(XenditJson.@Nullable Account account) {
        String id = account == null ? null : account.id();
        if (account == null || id == null || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            return new Answer.Unknown("an answer without an account");
        }
        return new Answer.Known(
                id,
                switch (String.valueOf(account.status())) {
                    case "LIVE" -> Standing.LIVE;
                    case "SUSPENDED" -> Standing.REJECTED;
                    case "REGISTERED", "AWAITING_DOCS" -> Standing.REGISTERED;
                    default -> Standing.INVITED;
                });
    }
}
