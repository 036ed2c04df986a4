package com.plugipay.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a server and its database and counts the round trips: each ends with a Sync or is a simple query.
/// The driver's BEGIN is a simple query that it does not wait for, so it travels with what follows.
final class RoundTrips implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final String BEGIN = "BEGIN\0";
    private static final int TIMES = 25;
    private static final int QUIET_MS = 60;

    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private RoundTrips(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static RoundTrips inFrontOf(int port) throws IOException {
        var between = new RoundTrips(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(between::accept);
        return between;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// How many round trips one piece of work takes. What runs beside it now and then (jobs, wake-ups) is told apart
    /// by asking often, with pauses: the most frequent number is the work's own.
    int of(Loop.Worker work) throws Exception {
        var seen = new HashMap<Integer, Integer>();
        for (int i = 0; i < TIMES; i++) {
            Thread.sleep(QUIET_MS);
            int before = count.get();
            work.once();
            seen.merge(count.get() - before, 1, Integer::sum);
        }
        return seen.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(database);
                Thread.ofVirtual().start(() -> quietly(() -> questions(client, database)));
                Thread.ofVirtual().start(() -> quietly(() -> answers(database, client)));
            } catch (IOException e) {
                // Closed: the run is over.
                return;
            }
        }
    }

    private interface Copy {
        void run() throws IOException;
    }

    private static void quietly(Copy copy) {
        try {
            copy.run();
        } catch (IOException e) {
            // One side hung up: that is how a connection ends.
        }
    }

    private void questions(Socket client, Socket database) throws IOException {
        try (client;
                database) {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new DataOutputStream(new BufferedOutputStream(database.getOutputStream()));
            int kind;
            do {
                int length = in.readInt();
                kind = in.readInt();
                out.writeInt(length);
                out.writeInt(kind);
                out.write(in.readNBytes(length - 8));
                out.flush();
            } while (kind == SSL_REQUEST || kind == GSS_REQUEST);
            while (true) {
                int type = in.readUnsignedByte();
                int length = in.readInt();
                byte[] rest = in.readNBytes(length - 4);
                if (type == 'S' || (type == 'Q' && !BEGIN.equals(new String(rest, StandardCharsets.US_ASCII)))) {
                    count.incrementAndGet();
                }
                out.writeByte(type);
                out.writeInt(length);
                out.write(rest);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        }
    }

    private static void answers(Socket database, Socket client) throws IOException {
        try (client;
                database) {
            database.getInputStream().transferTo(client.getOutputStream());
        }
    }
}
