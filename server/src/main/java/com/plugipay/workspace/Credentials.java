package com.plugipay.workspace;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.Caller;
import com.plugipay.http.Callers;

/// Who sent a request: a program with a key, else a signed-in person.
final class Credentials implements Callers {
    private final ApiKeys keys;
    private final PersonCredential people;

    Credentials(ApiKeys keys, PersonCredential people) {
        this.keys = keys;
        this.people = people;
    }

    @Override
    public Caller identify(ApiRequest request) {
        String authorization = request.header("Authorization");
        if (authorization == null) {
            return people.identify(request);
        }
        if (!ApiKeys.isKey(authorization)) {
            throw new Rejected(ErrorCode.UNAUTHORIZED, "Authentication failed.");
        }
        return keys.identify(request, authorization);
    }
}
