package com.plugipay.dashboard;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Pages;
import com.plugipay.http.RequestIds;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Member;
import com.plugipay.workspace.Members;
import com.plugipay.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/// Hands pages below `/dashboard/{slug}/{mode}` their [Visit]. A workspace of other people is not there.
final class VisitArguments implements HandlerMethodArgumentResolver {
    private final Database database;
    private final WaitingStore waiting;
    private final Members members;
    private final RequestIds requestIds;
    private final ClientAddress address;
    private final WorkspaceTime time;

    VisitArguments(
            Database database,
            WaitingStore waiting,
            Members members,
            RequestIds requestIds,
            ClientAddress address,
            WorkspaceTime time) {
        this.database = database;
        this.waiting = waiting;
        this.members = members;
        this.requestIds = requestIds;
        this.address = address;
        this.time = time;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class;
    }

    @Override
    public Visit resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        SignedIn person = request == null ? null : SignedIn.of(request);
        if (request == null || person == null) {
            throw new IllegalStateException("this route is outside the dashboard's filter chain");
        }
        Mode mode = mode(variable(request, "mode"));
        Member member = members.find(person.person(), variable(request, "slug")).orElseThrow(Rejected::notFound);
        var scope = new Scope(member.workspace().id(), mode);
        return new Visit(
                person,
                member,
                mode,
                Pages.language(request, person.locale()),
                address.of(request),
                requestIds.of(request),
                () -> database.read(scope, tx -> waiting.openMoney(tx, scope)),
                () -> time.aheadSec(scope));
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "test" -> Mode.TEST;
            case "live" -> Mode.LIVE;
            default -> throw Rejected.notFound();
        };
    }

    private static String variable(HttpServletRequest request, String name) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get(name) instanceof String value
                ? value
                : "";
    }
}
