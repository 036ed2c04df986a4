package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Signed-in browsers: begun with a fresh secret, known by it, ended.
///
/// A session lives 14 days at most, and ends after 3 days without use: long enough for a shop that is closed on
/// Sunday, short enough for a phone that was lost.
final class BrowserSessions {
    private static final Duration LIFE = Duration.ofDays(14);
    private static final Duration IDLE = Duration.ofDays(3);
    private static final Duration TOUCHED_EVERY = Duration.ofMinutes(1);
    private static final int USER_AGENT_LENGTH = 300;

    private final Database database;
    private final BrowserSessionStore store;
    private final Cookies cookies;
    private final CsrfTokens csrf;
    private final Ids ids;
    private final InstantSource realTime;

    BrowserSessions(
            Database database,
            BrowserSessionStore store,
            Cookies cookies,
            CsrfTokens csrf,
            Ids ids,
            InstantSource realTime) {
        this.database = database;
        this.store = store;
        this.cookies = cookies;
        this.csrf = csrf;
        this.ids = ids;
        this.realTime = realTime;
    }

    /// Where a session begins: the browser's address and what it calls itself.
    record Browser(
            String ip, @Nullable String userAgent, @Nullable String oldToken) {}

    Browser browser(HttpServletRequest request, String ip) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        String cut =
                agent != null && agent.length() > USER_AGENT_LENGTH ? agent.substring(0, USER_AGENT_LENGTH) : agent;
        return new Browser(ip, cut, cookies.read(request, Cookies.Kind.SESSION));
    }

    /// Begins a session in the caller's transaction and answers its secret. The browser's old one ends with it.
    String begin(Tx tx, PersonId person, Browser browser, Instant now) {
        if (browser.oldToken() != null) {
            store.deleteAcrossWorkspaces(tx, RandomTokens.hash(browser.oldToken()));
        }
        String token = RandomTokens.next();
        store.insert(
                tx,
                new BrowserSessionStore.NewSession(
                        ids.next("bs"),
                        person,
                        RandomTokens.hash(token),
                        browser.userAgent(),
                        browser.ip(),
                        now.plus(LIFE)),
                now);
        return token;
    }

    void give(HttpServletResponse response, String token) {
        cookies.write(response, Cookies.Kind.SESSION, token, LIFE);
        cookies.remove(response, Cookies.Kind.FORM);
    }

    Optional<SignedIn> recognise(HttpServletRequest request) {
        String token = cookies.read(request, Cookies.Kind.SESSION);
        if (token == null) {
            return Optional.empty();
        }
        Instant now = now();
        Optional<BrowserSessionStore.Found> found = database.readAcrossWorkspaces(
                tx -> store.findAcrossWorkspaces(tx, RandomTokens.hash(token), now, now.minus(IDLE)));
        found.filter(session -> session.lastUsedAt().plus(TOUCHED_EVERY).isBefore(now))
                .ifPresent(session -> touch(session, now));
        return found.map(session -> new SignedIn(
                session.person(),
                session.id(),
                session.name(),
                session.provedAt(),
                session.locale(),
                csrf.ofSession(token)));
    }

    /// Whether the browser believes to be signed in.
    boolean isClaimed(HttpServletRequest request) {
        return cookies.read(request, Cookies.Kind.SESSION) != null;
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        String token = cookies.read(request, Cookies.Kind.SESSION);
        if (token != null) {
            database.inTransactionAcrossWorkspaces(tx -> {
                store.deleteAcrossWorkspaces(tx, RandomTokens.hash(token));
                return true;
            });
        }
        cookies.remove(response, Cookies.Kind.SESSION);
    }

    int forgetEnded(Tx tx, int most) {
        Instant now = now();
        return store.deleteEndedAcrossWorkspaces(tx, now, now.minus(IDLE), most);
    }

    private void touch(BrowserSessionStore.Found session, Instant now) {
        database.inTransactionAcrossWorkspaces(tx -> {
            store.touchAcrossWorkspaces(tx, session.id(), now);
            return true;
        });
    }

    private Instant now() {
        return realTime.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
