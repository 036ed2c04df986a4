package com.plugipay.http;

import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Requests for tests of the parts that read them: no more of a servlet request than those parts need.
final class Requests {
    static final Scope SCOPE = new Scope(WorkspaceId.next(new Ids(InstantSource.system())), Mode.TEST);

    private Requests() {}

    /// A list call; `name=value` pairs, a name may come twice.
    static Call list(Scope scope, String path, String... pairs) {
        var parameters = new LinkedHashMap<String, String[]>();
        for (String pair : pairs) {
            String[] sides = pair.split("=", 2);
            parameters.merge(sides[0], new String[] {sides[1]}, (one, two) -> new String[] {one[0], two[0]});
        }
        var request = new ApiRequest(servlet(parameters), "GET", path, null, new byte[0], "req_1", "127.0.0.1");
        return new Call(
                request, new Caller(scope, "Toko", Caller.Kind.KEY, "key_1", "Kasir", null, Set.of("plugipay:*")));
    }

    private static HttpServletRequest servlet(Map<String, String[]> parameters) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (_, method, _) -> {
                    if (method.getName().equals("getParameterMap")) {
                        return parameters;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
