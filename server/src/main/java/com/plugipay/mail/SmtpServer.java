package com.plugipay.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who takes our mail: `smtp[s]://user:password@host:port?from=shop@example.com`.
///
/// With `smtps` TLS comes first. With `smtp` it is asked for, and a password is given to nobody without it, except on
/// this machine.
///
/// @param from the sender of every mail
public record SmtpServer(
        boolean tlsFirst,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        String from) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_OVER_TLS = 465;

    /// Reads the setting, and says everything that is wrong with it without saying what it holds.
    public static @Nullable SmtpServer read(String name, String value, Consumer<String> mistakes) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            mistakes.accept(name + " must look like smtp://user:password@mail.example.com:587?from=shop@example.com;"
                    + " other characters in user and password are written as %40 and the like.");
            return null;
        }
        boolean fine = true;
        boolean tlsFirst = "smtps".equals(uri.getScheme());
        if (!tlsFirst && !"smtp".equals(uri.getScheme())) {
            mistakes.accept(name + " must start with smtp:// or smtps://.");
            fine = false;
        }
        String host = uri.getHost();
        if (host == null) {
            mistakes.accept(name + " names no host.");
            fine = false;
        }
        String query = uri.getRawQuery();
        String from = query != null && query.startsWith("from=") ? decoded(query.substring("from=".length())) : "";
        if (!MailAddress.isValid(from)) {
            mistakes.accept(name + " must end in ?from= and the sender's e-mail address.");
            fine = false;
        }
        String path = uri.getRawPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            mistakes.accept(name + " must have no path.");
            fine = false;
        }
        String credentials = uri.getRawUserInfo();
        int colon = credentials == null ? -1 : credentials.indexOf(':');
        if (credentials != null && (colon < 1 || colon == credentials.length() - 1)) {
            mistakes.accept(name + " must give user and password together, with a colon between them.");
            fine = false;
        }
        if (!fine || host == null) {
            return null;
        }
        int usual = tlsFirst ? SUBMISSION_OVER_TLS : SUBMISSION;
        return new SmtpServer(
                tlsFirst,
                host,
                uri.getPort() < 0 ? usual : uri.getPort(),
                credentials == null ? null : decoded(credentials.substring(0, colon)),
                credentials == null ? null : decoded(credentials.substring(colon + 1)),
                from);
    }

    /// Whether the way to it never leaves this machine.
    boolean isLocal() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return "SMTP server " + host + ":" + port;
    }

    /// A plus stays a plus: addresses have them.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
