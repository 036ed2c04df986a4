package com.plugipay.http;

import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.secret.Keys;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Wires the edge: two of the three security chains (the dashboard's is in `workspace`), answers, limits, pages.
@Configuration(proxyBeanMethods = false)
public class HttpModule {
    /// Order of the chains: the first whose paths match takes the request.
    public static final int PUBLIC_CHAIN = 10;

    public static final int API_CHAIN = 20;
    public static final int DASHBOARD_CHAIN = 30;

    private static final String[] PUBLIC = {
        "/v1/public/**",
        "/api/v1/public/**",
        "/v1/files/**",
        "/api/v1/files/**",
        "/v1/inbound-webhooks/**",
        "/api/v1/inbound-webhooks/**",
        "/v1/config",
        "/api/v1/config",
        "/c/**",
        "/embed/**",
        "/js/**",
        "/static/**",
        "/health",
        "/ready",
        "/docs/**",
        "/error"
    };

    private static final Pattern ESCAPED_BEGINNING = Pattern.compile("^/(api/)?(v1/)?[^/]*%");
    private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

    private static final String[] API = {"/v1/**", "/api/v1/**"};

    /// Customer pages and public routes: no cookie is made, nothing is signed in, so nothing can be forged.
    @Bean
    @Order(PUBLIC_CHAIN)
    SecurityFilterChain publicChain(
            HttpSecurity http,
            RequestIds requestIds,
            ClientAddress address,
            Callers callers,
            RateLimits limits,
            Answers answers) {
        var filter = new ApiFilter(false, requestIds, address, callers, limits, answers);
        return stateless(http.securityMatcher(PUBLIC))
                .addFilterBefore(filter, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /// The merchant's API: the filter has let nobody in whom `Callers` did not know.
    @Bean
    @Order(API_CHAIN)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            RequestIds requestIds,
            ClientAddress address,
            Callers callers,
            RateLimits limits,
            Answers answers) {
        var filter = new ApiFilter(true, requestIds, address, callers, limits, answers);
        return stateless(http.securityMatcher(API))
                .addFilterBefore(filter, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    @Bean
    WebMvcConfigurer apiArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ApiArguments());
            }
        };
    }

    /// The beginning of an address tells filters and routes where it belongs. An escape there would be read by the ones
    /// and not by the others, so it is refused; further on it is part of an id that does not exist.
    @Bean
    HttpFirewall plainBeginnings() {
        return new StrictHttpFirewall() {
            @Override
            public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
                if (ESCAPED_BEGINNING.matcher(request.getRequestURI()).find()) {
                    throw new RequestRejectedException("an escape at the beginning of an address");
                }
                return super.getFirewalledRequest(request);
            }
        };
    }

    @Bean
    RequestIds requestIds(Ids ids) {
        return new RequestIds(ids);
    }

    @Bean
    Envelope envelope(Install install) {
        return new Envelope(install.baseUrl());
    }

    @Bean
    Answers answers(Envelope envelope, Keys keys, InstantSource realTime) {
        return new Answers(envelope, new Cursors(keys), realTime);
    }

    @Bean
    Writes writes(Database database, Answers answers, InstantSource realTime) {
        return new Writes(database, answers, realTime);
    }

    @Bean
    Texts texts() {
        return Texts.load();
    }

    @Bean
    Assets assets() {
        return Assets.load();
    }

    @Bean
    Pages pages(Texts texts, Assets assets, Install install) {
        return new Pages(new Templates(), texts, assets, install);
    }

    @Bean
    ShownCheckouts shownCheckouts() {
        return new ShownCheckouts();
    }

    @Bean
    ErrorPages errorPages(Pages pages, RequestIds requestIds, ShownCheckouts shown) {
        return new ErrorPages(pages, requestIds, shown);
    }

    @Bean
    Errors errors(RequestIds requestIds, Answers answers, ErrorPages pages) {
        return new Errors(requestIds, answers, pages);
    }

    @Bean
    ContainerErrors containerErrors(RequestIds requestIds, Answers answers, ErrorPages pages) {
        return new ContainerErrors(requestIds, answers, pages);
    }

    @Bean
    LoaderFile loaderFile() {
        return new LoaderFile();
    }

    @Bean
    AssetFiles assetFiles(Assets assets) {
        return new AssetFiles(assets);
    }

    @Bean
    SystemRoutes systemRoutes(Install install, Database database, Answers answers) {
        return new SystemRoutes(install, database, answers);
    }

    @Bean
    AccessibilityPages accessibilityPages(Pages pages) {
        return new AccessibilityPages(pages);
    }

    @Bean
    ErrorDocs errorDocs(Pages pages) {
        return new ErrorDocs(pages);
    }

    @Bean
    Sweep forgetOldAnswers(Writes writes) {
        return new Sweep("forget-idempotency-keys", FORGET_EVERY, writes::forgetOldAnswers);
    }

    @Bean
    TomcatContextCustomizer bareErrors() {
        return context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(BareErrors.class.getName());
            }
        };
    }
}
