package com.plugipay.http;

import com.plugipay.scope.Scope;

/// One authenticated request to the API, as controllers take it.
public record Call(ApiRequest request, Caller caller) {
    static final String ATTRIBUTE = Call.class.getName();

    public Scope scope() {
        return caller.scope();
    }

    public Fields fields() {
        return Fields.of(request.body());
    }

    public Query query() {
        return Query.of(request);
    }
}
