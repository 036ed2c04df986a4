package com.plugipay.provider.paypal;

import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderHttp.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// PayPal's signing certificates: fetched from PayPal only, believed only below an authority that is known, and kept
/// as long as they are good.
final class PaypalCertificates {
    /// Then it is asked for again.
    private static final Duration LIFE = Duration.ofDays(1);

    private static final int MOST = 16;
    private static final int LONGEST_CHAIN = 6;

    /// What could not be fetched or believed, and a host that did not answer, is not tried again for this long, or
    /// strangers would make us ask often.
    private static final Duration BAD_FOR = Duration.ofMinutes(1);

    private static final int MOST_BAD = 1_000;
    private static final int MOST_FETCHES = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Pattern PATH = Pattern.compile("/v1/notifications/certs/[A-Za-z0-9_-]{1,128}");

    /// The rule of PayPal's own SDK for Java: without it, whoever holds another certificate of PayPal's could sign.
    private static final Pattern SIGNER = Pattern.compile("messageverificationcerts(\\.[a-z0-9-]+)?\\.paypal\\.com");

    /// One that was believed.
    private static final class Known {
        private final PublicKey key;
        private final Instant end;
        private Instant askAgainAt;

        Known(PublicKey key, Instant end, Instant askAgainAt) {
            this.key = key;
            this.end = end;
            this.askAgainAt = askAgainAt;
        }
    }

    private final Function<URI, Reply> get;
    private final @Nullable URI override;
    private final Set<TrustAnchor> authorities;
    private final Map<URI, Known> good = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<URI, Instant> badUntil = new LinkedHashMap<>();
    private final Map<String, Instant> silentUntil = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    /// @param override where PayPal is instead, when it is not at its own address
    PaypalCertificates(ProviderHttp http, @Nullable URI override, Set<TrustAnchor> authorities) {
        this(uri -> http.send(new ProviderHttp.Request("GET", uri, Map.of(), null)), override, authorities);
    }

    PaypalCertificates(Function<URI, Reply> get, @Nullable URI override, Set<TrustAnchor> authorities) {
        this.get = get;
        this.override = override;
        this.authorities = Set.copyOf(authorities);
    }

    /// The authorities that this machine knows.
    static Set<TrustAnchor> known() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK knows no authorities", e);
        }
    }

    /// Those, and the ones in a file of the operator's.
    static Set<TrustAnchor> knownAnd(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Stream<TrustAnchor> own = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(one -> new TrustAnchor((X509Certificate) one, null));
            return Stream.concat(known().stream(), own).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(pem + " holds no certificates", e);
        }
    }

    /// Null when it is not PayPal's, or cannot be had now. Whoever would wait for too many others is refused. A known
    /// one is good to its own end, and is fetched anew meanwhile.
    @Nullable
    PublicKey key(String address, Instant now) {
        URI uri = allowed(address);
        if (uri == null) {
            return null;
        }
        Known known = known(uri, now);
        if (known == null) {
            return fetchedNow(uri, now);
        }
        if (isTimeToAskAgain(known, now)) {
            Thread.ofVirtual().name("paypal-certificate").start(() -> learn(uri, now));
        }
        return known.key;
    }

    private synchronized @Nullable Known known(URI uri, Instant now) {
        Known found = good.get(uri);
        return found != null && found.end.isAfter(now) ? found : null;
    }

    /// For one caller only, and when nothing comes of it for the next one a minute later.
    private synchronized boolean isTimeToAskAgain(Known known, Instant now) {
        if (known.askAgainAt.isAfter(now)) {
            return false;
        }
        known.askAgainAt = now.plus(BAD_FOR);
        return true;
    }

    private @Nullable PublicKey fetchedNow(URI uri, Instant now) {
        String host = uri.getHost();
        try {
            if (getsAPlace(uri, host, now)) {
                try {
                    learn(uri, now);
                } finally {
                    leave(host);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Somebody else may have fetched it meanwhile.
        Known known = known(uri, now);
        return known == null ? null : known.key;
    }

    /// One at a time asks a host. Few hosts are asked at once, and those that had a good one do not count among them.
    private synchronized boolean getsAPlace(URI uri, String host, Instant now) throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (known(uri, now) == null && !isLater(badUntil.get(uri), now) && !isLater(silentUntil.get(host), now)) {
            if (!asked.contains(host) && (hadGood(host) || countStrange() < MOST_FETCHES)) {
                asked.add(host);
                return true;
            }
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return false;
    }

    private synchronized void leave(String host) {
        asked.remove(host);
        notifyAll();
    }

    private long countStrange() {
        return asked.stream().filter(host -> !hadGood(host)).count();
    }

    private boolean hadGood(String host) {
        return good.keySet().stream().anyMatch(uri -> host.equals(uri.getHost()));
    }

    private static boolean isLater(@Nullable Instant until, Instant now) {
        return until != null && until.isAfter(now);
    }

    private void learn(URI uri, Instant now) {
        Reply reply = get.apply(uri);
        X509Certificate leaf = reply instanceof Reply.Answered answered && answered.status() == 200
                ? believed(answered.body(), now)
                : null;
        keep(uri, reply, leaf, now);
    }

    /// Bad ones are apart, so that no number of them drives a good one out. A good one goes only when its host says so.
    private synchronized void keep(URI uri, Reply reply, @Nullable X509Certificate leaf, Instant now) {
        Instant until = now.plus(BAD_FOR);
        if (leaf != null) {
            badUntil.remove(uri);
            var known = new Known(leaf.getPublicKey(), leaf.getNotAfter().toInstant(), now.plus(LIFE));
            put(good, uri, known, MOST);
        } else if (reply instanceof Reply.Answered(int status, var _, var _)) {
            if (status == 200 || status == 404 || status == 410) {
                good.remove(uri);
            }
            put(badUntil, uri, until, MOST_BAD);
        } else {
            put(silentUntil, uri.getHost(), until, MOST_BAD);
        }
    }

    private static <K, V> void put(Map<K, V> place, K key, V value, int most) {
        place.remove(key);
        place.put(key, value);
        if (place.size() > most) {
            place.remove(place.keySet().iterator().next());
        }
    }

    /// Over https from a host below paypal.com and nowhere else; in place of that, from where PayPal is said to be. The
    /// path is the one of certificates, and nothing else can be told to whoever is asked.
    private @Nullable URI allowed(String address) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            String path = uri.getRawPath();
            boolean plain = host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && path != null
                    && PATH.matcher(path).matches();
            boolean paypals = plain
                    && "https".equals(uri.getScheme())
                    && host.matches("([a-z0-9-]+\\.)+paypal\\.com")
                    && (uri.getPort() == -1 || uri.getPort() == 443);
            boolean instead = plain
                    && override != null
                    && override.getScheme().equals(uri.getScheme())
                    && override.getHost().equals(host)
                    && override.getPort() == uri.getPort();
            return paypals || instead ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /// The first certificate, when the rest leads to an authority.
    private @Nullable X509Certificate believed(byte[] pem, Instant now) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (var one : factory.generateCertificates(new ByteArrayInputStream(pem))) {
                chain.add((X509Certificate) one);
            }
            if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
                return null;
            }
            X509Certificate leaf = chain.getFirst();
            // An authority does not sign messages itself, and is not part of the path below it.
            if (leaf.getBasicConstraints() >= 0 || !isSigner(leaf)) {
                return null;
            }
            chain.removeIf(one -> authorities.stream().anyMatch(known -> one.equals(known.getTrustedCert())));
            var parameters = new PKIXParameters(authorities);
            // Nothing else is fetched on a stranger's word.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters);
            return leaf;
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /// Whether its subject is PayPal's signer of messages, in the one common name that it has.
    private static boolean isSigner(X509Certificate leaf) {
        try {
            List<String> names = new LdapName(leaf.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.size() == 1 && part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .toList();
            return names.size() == 1 && SIGNER.matcher(names.getFirst()).matches();
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
