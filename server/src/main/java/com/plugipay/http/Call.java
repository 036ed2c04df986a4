package com.plugipay.http;

import com.plugipay.event.Origin;
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

    public Origin origin() {
        Origin.Source source = caller.kind() == Caller.Kind.KEY ? Origin.Source.API : Origin.Source.DASHBOARD;
        return new Origin(
                source,
                caller.actor(),
                request.remoteAddress(),
                request.requestId(),
                request.idempotencyKey().orElse(null));
    }

    public Query query() {
        return Query.of(request);
    }
}
