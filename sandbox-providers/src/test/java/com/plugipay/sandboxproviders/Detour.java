package com.plugipay.sandboxproviders;

import com.plugipay.sandboxproviders.wire.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// A proxy of the test's own that takes calls for the providers' real hosts to the servers on loopback, with TLS by
/// an authority that only the test trusts. Nothing else gets through.
final class Detour implements AutoCloseable {
    private static final char[] PASSWORD = "detour".toCharArray();

    private final Map<String, URI> hosts;
    private final Authority authority = new Authority();
    private final SSLContext door;
    private final ServerSocket listener;

    Detour(Map<String, URI> hosts) {
        this.hosts = hosts;
        try {
            Authority.Identity identity = authority.identity(hosts.keySet().toArray(String[]::new));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("door", identity.key(), PASSWORD, new Certificate[] {identity.certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            door = SSLContext.getInstance("TLS");
            door.init(managers.getKeyManagers(), null, null);
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
        Thread.ofVirtual().name("detour").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The authority, as a file for programs that are told what to trust.
    Path pem(Path folder) {
        try {
            return Files.writeString(folder.resolve("ca.pem"), Authority.pem(authority.root()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The authority, as a Java trust store.
    Path trustStore(Path folder) {
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trust().store(out, PASSWORD);
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
        return file;
    }

    X509TrustManager trustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust());
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private KeyStore trust() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", authority.root());
            return store;
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String[] asked = line(socket.getInputStream()).split("[ :]", -1);
            String header = "-";
            while (!header.isEmpty()) {
                header = line(socket.getInputStream());
            }
            URI to = asked[0].equals("CONNECT") ? hosts.get(asked[1]) : null;
            if (to == null) {
                socket.getOutputStream().write("HTTP/1.1 403 Not here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            socket.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            SSLSocket secure = (SSLSocket) door.getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to.getPort())) {
                Thread back = Thread.ofVirtual().start(() -> pump(server, secure));
                pump(secure, server);
                back.join();
            }
        } catch (IOException | InterruptedException over) {
            // One side hung up; so do we.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            // The other direction notices, too.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one >= 0 && one != '\n' && line.length() < 1000; one = in.read()) {
            if (one != '\r') {
                line.append((char) one);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
