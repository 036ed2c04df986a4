package com.plugipay.workspace;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.Caller;
import com.plugipay.scope.Mode;
import com.plugipay.scope.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Knows a signed-in person who calls the API from our own pages. Writes also need the CSRF token and our origin.
final class PersonCredential {
    private static final String ACCOUNT = "X-Plugipay-Account";
    private static final String MODE = "X-Plugipay-Mode";

    private final BrowserSessions sessions;
    private final Members members;
    private final OwnOrigin origin;

    PersonCredential(BrowserSessions sessions, Members members, OwnOrigin origin) {
        this.sessions = sessions;
        this.members = members;
        this.origin = origin;
    }

    Caller identify(ApiRequest request) {
        SignedIn person = sessions.recognise(request.servlet()).orElseThrow(PersonCredential::failed);
        if (request.isWrite() && !(origin.isOwn(request.servlet()) && hasToken(request, person))) {
            throw failed();
        }
        Mode mode = mode(request.header(MODE));
        String account = request.header(ACCOUNT);
        if (account == null) {
            throw Rejected.invalid(ACCOUNT, ACCOUNT + " must name the workspace (acc_…).");
        }
        return WorkspaceId.parse(account)
                .flatMap(workspace -> members.find(person.person(), workspace))
                .orElseThrow(Rejected::notFound)
                .caller(mode, person);
    }

    private static boolean hasToken(ApiRequest request, SignedIn person) {
        String sent = request.header(CsrfTokens.HEADER);
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), person.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private static Mode mode(@Nullable String sent) {
        return switch (sent) {
            case "test" -> Mode.TEST;
            case "live" -> Mode.LIVE;
            case null, default -> throw Rejected.invalid(MODE, MODE + " must be test or live.");
        };
    }

    private static Rejected failed() {
        return new Rejected(ErrorCode.UNAUTHORIZED, "Authentication failed.");
    }
}
