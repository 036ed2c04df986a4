package com.plugipay.workspace;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Database;
import com.plugipay.http.Callers;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.ErrorPages;
import com.plugipay.http.HttpModule;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.secret.Keys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/// Wires workspaces, people and keys.
@Configuration(proxyBeanMethods = false)
public class WorkspaceModule {
    /// As `Running` sets it for requests with files.
    private static final long LARGEST_FORM_BYTES = 5_136 * 1024;

    private final ApiKeyStore keyStore = new ApiKeyStore();
    private final WorkspaceStore workspaces = new WorkspaceStore();
    private final PersonStore people = new PersonStore();
    private final BrowserSessionStore browsers = new BrowserSessionStore();

    @Bean
    Members members(Database database) {
        return new Members(database, people);
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    OwnOrigin ownOrigin(Install install) {
        return new OwnOrigin(install);
    }

    @Bean
    CsrfTokens csrfTokens(Keys keys, Install install) {
        return new CsrfTokens(keys, new Cookies(install));
    }

    @Bean
    BrowserSessions browserSessions(
            Database database, Install install, CsrfTokens csrf, Ids ids, InstantSource realTime) {
        return new BrowserSessions(database, browsers, new Cookies(install), csrf, ids, realTime);
    }

    @Bean
    Callers callers(
            Database database,
            Keys keys,
            BrowserSessions sessions,
            Members members,
            OwnOrigin origin,
            InstantSource realTime) {
        return new Credentials(
                new ApiKeys(database, keyStore, keys, realTime), new PersonCredential(sessions, members, origin));
    }

    /// Our own pages for merchants, and every path that nobody else takes. A refusal is a page, too.
    @Bean
    @Order(HttpModule.DASHBOARD_CHAIN)
    SecurityFilterChain dashboardChain(
            HttpSecurity http,
            Database database,
            BrowserSessions sessions,
            CsrfTokens csrfTokens,
            OwnOrigin origin,
            ErrorPages errors) {
        return http.headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(
                        (request, response, denied) -> errors.send(statusOfRefusal(request), request, response)))
                .addFilterBefore(new OriginFilter(origin, errors), CsrfFilter.class)
                .addFilterAfter(new SignedInFilter(database, sessions, people), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /// A form that is too large is not read, the token in it neither.
    private static int statusOfRefusal(HttpServletRequest request) {
        return request.getContentLengthLong() > LARGEST_FORM_BYTES
                ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
                : HttpServletResponse.SC_FORBIDDEN;
    }

    @Bean
    SetupPages setupPages(
            Database database,
            Passwords passwords,
            BrowserSessions sessions,
            Ids ids,
            InstantSource realTime,
            Pages pages,
            RateLimits limits,
            ClientAddress address) {
        var make = new MakeFirstOwner(database, workspaces, people, passwords, sessions, ids, realTime);
        return new SetupPages(make, sessions, pages, limits, address);
    }

    @Bean
    SignInPages signInPages(
            Database database,
            Passwords passwords,
            BrowserSessions sessions,
            InstantSource realTime,
            Pages pages,
            RateLimits limits,
            ClientAddress address) {
        var signIn = new SignIn(database, people, passwords, sessions, realTime, !limits.lifted());
        return new SignInPages(signIn, sessions, pages, limits, address);
    }

    @Bean
    ProveAgain proveAgain(Database database, Passwords passwords, InstantSource realTime, RateLimits limits) {
        return new ProveAgain(database, people, browsers, passwords, realTime, !limits.lifted());
    }

    @Bean
    Sweep forgetSignIns(Database database, BrowserSessions sessions, InstantSource realTime) {
        var forget = new ForgetSignIns(database, sessions, people, realTime);
        return new Sweep("forget-sign-ins", Duration.ofMinutes(10), forget::lookOnce);
    }

    @Bean
    Sweep forgetSignatures(Database database, InstantSource realTime) {
        var forget = new ForgetSignatures(database, keyStore, realTime);
        return new Sweep("forget-signatures", Duration.ofMinutes(1), forget::lookOnce);
    }

    @Bean
    MakeApiKey makeApiKey(Keys keys, Ids ids, AuditLog audit) {
        return new MakeApiKey(keyStore, keys, ids, audit);
    }

    @Bean
    SeedFirstWorkspace seedFirstWorkspace(
            Database database, NewWorkspace furnishing, MakeApiKey makeKey, Ids ids, InstantSource realTime) {
        return new SeedFirstWorkspace(database, workspaces, furnishing, makeKey, ids, realTime);
    }
}
