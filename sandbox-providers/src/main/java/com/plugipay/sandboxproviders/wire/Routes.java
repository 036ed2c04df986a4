package com.plugipay.sandboxproviders.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Paths such as `/v2/{id}/status` and who answers them, the first match wins.
public final class Routes {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    /// Answers a call.
    @FunctionalInterface
    public interface Handler {
        Answer answer(Request request);
    }

    private record Route(String method, Pattern pattern, List<String> names, Handler handler) {}

    /// A handler with the call it fits, the parts of its path found.
    record Found(Request request, Handler handler) {}

    public Routes get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    public Routes post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    public Routes on(String method, String path, Handler handler) {
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher matcher = NAME.matcher(path);
        int end = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(path.substring(end, matcher.start()))).append("([^/]+)");
            names.add(matcher.group(1));
            end = matcher.end();
        }
        regex.append(Pattern.quote(path.substring(end)));
        routes.add(new Route(method, Pattern.compile(regex.toString()), names, handler));
        return this;
    }

    @Nullable
    Found find(Request request) {
        for (Route route : routes) {
            Matcher matcher = route.pattern.matcher(request.path());
            if (route.method.equals(request.method()) && matcher.matches()) {
                Map<String, String> parameters = new LinkedHashMap<>();
                for (int i = 0; i < route.names.size(); i++) {
                    parameters.put(route.names.get(i), matcher.group(i + 1));
                }
                return new Found(request.with(parameters), route.handler);
            }
        }
        return null;
    }
}
