package com.plugipay.workspace;

import com.plugipay.http.ClientAddress;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Language;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.TextRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The owner's first visit, by the one-time link.
@RestController
final class SetupPages {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final int NAME_LENGTH = 100;
    private static final int EMAIL_LENGTH = 254;

    private final MakeFirstOwner make;
    private final BrowserSessions sessions;
    private final Pages pages;
    private final RateLimits limits;
    private final ClientAddress address;

    SetupPages(MakeFirstOwner make, BrowserSessions sessions, Pages pages, RateLimits limits, ClientAddress address) {
        this.make = make;
        this.sessions = sessions;
        this.pages = pages;
        this.limits = limits;
        this.address = address;
    }

    /// The form as it was sent, spaces around the name and e-mail gone.
    private record Typed(String token, String name, String email, String password) {}

    @GetMapping("/setup")
    ResponseEntity<byte[]> show(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        limits.count(RateLimits.Kind.PUBLIC_READ, address.of(request), response);
        return page(200, new Typed(token, "", "", ""), List.of(), request);
    }

    @PostMapping("/setup")
    ResponseEntity<byte[]> create(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        String ip = address.of(request);
        limits.count(RateLimits.Kind.PUBLIC_WRITE, ip, response);
        var typed = new Typed(token, name.strip(), email.strip(), password);
        Language language = Pages.language(request, null);
        List<FormErrors.Entry> wrong = check(typed, language);
        if (!wrong.isEmpty()) {
            return page(400, typed, wrong, request);
        }
        make.workspaceName(token);
        try {
            var owner = new MakeFirstOwner.Request(typed.name(), typed.email(), password, language.code());
            sessions.give(response, make.handle(token, owner, sessions.browser(request, ip)));
            return Pages.seeOther("/dashboard");
        } catch (MakeFirstOwner.EmailTaken e) {
            return page(400, typed, List.of(entry(language, "email", "workspace.email.taken")), request);
        }
    }

    private List<FormErrors.Entry> check(Typed typed, Language language) {
        var wrong = new ArrayList<FormErrors.Entry>();
        if (TextRules.problem(typed.name(), 1, NAME_LENGTH) != null) {
            wrong.add(entry(language, "name", "workspace.name.missing"));
        }
        if (typed.email().isEmpty()) {
            wrong.add(entry(language, "email", "workspace.email.missing"));
        } else if (!EMAIL.matcher(typed.email()).matches()
                || TextRules.problem(typed.email(), 1, EMAIL_LENGTH) != null) {
            wrong.add(entry(language, "email", "workspace.email.wrong"));
        }
        int length = typed.password().codePointCount(0, typed.password().length());
        if (length < Passwords.MIN_LENGTH) {
            wrong.add(entry(language, "password", "workspace.password.short"));
        } else if (length > Passwords.MAX_LENGTH) {
            wrong.add(entry(language, "password", "workspace.password.long"));
        }
        return wrong;
    }

    private FormErrors.Entry entry(Language language, String field, String key) {
        return new FormErrors.Entry(field, pages.text(language, key));
    }

    private ResponseEntity<byte[]> page(
            int status, Typed typed, List<FormErrors.Entry> wrong, HttpServletRequest request) {
        String workspaceName = make.workspaceName(typed.token());
        Language language = Pages.language(request, null);
        PageFrame frame = pages.frame(
                language,
                "/setup?token=" + URLEncoder.encode(typed.token(), StandardCharsets.UTF_8) + "&lang="
                        + language.other().code());
        var page = new SetupPage(
                frame,
                CsrfTokens.of(request),
                typed.token(),
                workspaceName,
                typed.name(),
                typed.email(),
                new FormErrors(wrong));
        return pages.formHtml(status, frame, "workspace/setup.jte", page);
    }
}
