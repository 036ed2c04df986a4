package com.plugipay.workspace;

import com.plugipay.http.ClientAddress;
import com.plugipay.http.Language;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.workspace.LoginPage.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out.
@RestController
final class SignInPages {
    private final SignIn signIn;
    private final BrowserSessions sessions;
    private final Pages pages;
    private final RateLimits limits;
    private final ClientAddress address;

    SignInPages(SignIn signIn, BrowserSessions sessions, Pages pages, RateLimits limits, ClientAddress address) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.pages = pages;
        this.limits = limits;
        this.address = address;
    }

    @GetMapping("/login")
    ResponseEntity<byte[]> show(
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String notice,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_READ, address.of(request), response);
        if (SignedIn.of(request) != null) {
            return Pages.seeOther(goOn(next));
        }
        Notice shown = switch (notice) {
            case "ended" -> Notice.ENDED;
            case "signed_out" -> Notice.SIGNED_OUT;
            default -> null;
        };
        return page(200, "", next, shown, request);
    }

    @PostMapping("/login")
    ResponseEntity<byte[]> signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String ip = address.of(request);
        limits.count(RateLimits.Kind.PUBLIC_WRITE, ip, response);
        String typed = email.strip();
        if (typed.length() > 320 || password.length() > 1000 || typed.indexOf('\0') >= 0) {
            return page(401, "", next, Notice.WRONG, request);
        }
        return switch (signIn.handle(typed, password, sessions.browser(request, ip))) {
            case SignIn.Result.In(String token) -> {
                sessions.give(response, token);
                yield Pages.seeOther(goOn(next));
            }
            case SignIn.Result.Wrong _ -> page(401, typed, next, Notice.WRONG, request);
            case SignIn.Result.TooMany _ -> page(429, typed, next, Notice.TOO_MANY, request);
        };
    }

    @PostMapping("/logout")
    ResponseEntity<byte[]> signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        return Pages.seeOther("/login?notice=signed_out");
    }

    private static String goOn(String next) {
        String ours = NextPage.orStart(next);
        return ours.isEmpty() ? "/dashboard" : ours;
    }

    private ResponseEntity<byte[]> page(
            int status, String email, String next, @Nullable Notice notice, HttpServletRequest request) {
        String ours = NextPage.orStart(next);
        Language language = Pages.language(request, null);
        PageFrame frame = pages.frame(
                language,
                "/login?next=" + URLEncoder.encode(ours, StandardCharsets.UTF_8) + "&lang="
                        + language.other().code());
        var page = new LoginPage(frame, CsrfTokens.of(request), email, ours, notice);
        return pages.formHtml(status, frame, "workspace/login.jte", page);
    }
}
