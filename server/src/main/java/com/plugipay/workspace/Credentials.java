package com.plugipay.workspace;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.Caller;
import com.plugipay.http.Callers;

/// Who sent a request: a program with a key.
final class Credentials implements Callers {
    private final ApiKeys keys;

    Credentials(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Caller identify(ApiRequest request) {
        String authorization = request.header("Authorization");
        if (authorization == null || !ApiKeys.isKey(authorization)) {
            throw new Rejected(ErrorCode.UNAUTHORIZED, "Authentication failed.");
        }
        return keys.identify(request, authorization);
    }
}
