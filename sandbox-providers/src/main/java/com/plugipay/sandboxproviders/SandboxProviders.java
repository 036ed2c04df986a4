package com.plugipay.sandboxproviders;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `./plugipay sandbox-providers`: the three servers until Ctrl-C.
public final class SandboxProviders {
    static final int PORT = 8090;
    private static final String USAGE = """
            Xendit, Midtrans and PayPal on this machine, to try live payments without any money.

              ./plugipay sandbox-providers
                  --port N               Xendit on N, Midtrans on N+1, PayPal on N+2 (default 8090; 0 takes free ones)
                  --xendit-callback URL  where Xendit's callbacks go, as set in its dashboard
                  --midtrans-callback URL
                                         where Midtrans' notifications go; PayPal is told by its own API
                  --knob NAME=VALUE      turns a knob of all three at the start; may be given more than once
                  --help                 this text
            """;

    private SandboxProviders() {}

    /// What was asked for on the command line.
    record Options(int port, @Nullable URI xendit, @Nullable URI midtrans, List<String> knobs, boolean help) {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            Options options = options(List.of(arguments));
            if (options.help()) {
                System.out.print(USAGE + knobs());
                return;
            }
            WireServers servers = WireServers.start(options.port());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(servers::close));
            prepare(servers, options);
            say(servers, System.out);
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            System.err.println(wrong.getMessage() + "\n\n" + USAGE);
            System.exit(2);
        }
    }

    static Options options(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Options options = new Options(PORT, null, null, List.of(), false);
        while (!rest.isEmpty()) {
            String name = rest.remove();
            options = switch (name) {
                case "--help", "-h", "help" ->
                    new Options(options.port, options.xendit, options.midtrans, options.knobs, true);
                case "--port" ->
                    new Options(port(value(name, rest)), options.xendit, options.midtrans, options.knobs, options.help);
                case "--xendit-callback" ->
                    new Options(
                            options.port, URI.create(value(name, rest)), options.midtrans, options.knobs, options.help);
                case "--midtrans-callback" ->
                    new Options(
                            options.port, options.xendit, URI.create(value(name, rest)), options.knobs, options.help);
                case "--knob" -> {
                    List<String> more = new java.util.ArrayList<>(options.knobs);
                    more.add(value(name, rest));
                    yield new Options(options.port, options.xendit, options.midtrans, List.copyOf(more), options.help);
                }
                default -> throw new IllegalArgumentException("There is no option " + name + ".");
            };
        }
        return options;
    }

    static void prepare(WireServers servers, Options options) {
        servers.xendit().callbackUrl(options.xendit());
        servers.midtrans().notificationUrl(options.midtrans());
        for (String knob : options.knobs()) {
            int equals = knob.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("A knob is turned as NAME=VALUE, not " + knob + ".");
            }
            String name = knob.substring(0, equals);
            JsonNode turned = Json.object().set(name, typed(knob.substring(equals + 1)));
            servers.all().forEach(server -> server.knobs().turn(turned));
        }
    }

    static void say(WireServers servers, PrintStream out) {
        out.println("""
                Sandbox providers are up. No money moves here, and callbacks go to this machine only.

                  Xendit    %1$s    keys %4$s, %5$s   callback token %6$s
                  Midtrans  %2$s    server key %7$s   client key %8$s   merchant %9$s
                  PayPal    %3$s    client id %10$s   secret %11$s

                Let a Plugipay talk to them: start it with
                  curl -s %3$s/_control/ca.pem > sandbox-authority.pem
                  PLUGIPAY_XENDIT_URL=%1$s PLUGIPAY_MIDTRANS_URL=%2$s PLUGIPAY_PAYPAL_URL=%3$s PLUGIPAY_ALLOW_PROVIDER_SANDBOXES=true PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY=sandbox-authority.pem
                connect the providers in live mode with the keys above, and tell Xendit and Midtrans the inbound address you see there:
                  curl -X PUT %1$s/_control/account -d '{"key": "%5$s", "callback_url": "http://127.0.0.1:8080/v1/inbound-webhooks/xendit/acc_…"}'
                  curl -X PUT %2$s/_control/account -d '{"notification_url": "http://127.0.0.1:8080/v1/inbound-webhooks/midtrans/acc_…"}'

                The other side of the counter, on each of the three:
                  curl ADDRESS/_control/book                                 everything it has written down
                  curl -X POST ADDRESS/_control/charges/ID/pay               the customer pays; ID or your reference; {"amount": 9000, "late": true}
                  curl -X POST ADDRESS/_control/charges/ID/decline           … or expire
                  curl -X POST ADDRESS/_control/refunds/ID/succeed           … or fail, when the knob refunds is "pending"
                  curl ADDRESS/_control/callbacks                            what was sent, and how it was taken
                  curl -X POST ADDRESS/_control/callbacks/again              all of them once more
                  curl -X PATCH ADDRESS/_control/knobs -d '{"delayMs": 20000}'
                """.formatted(
                        servers.xendit().url(),
                        servers.midtrans().url(),
                        servers.paypal().url(),
                        XenditServer.TEST_KEY,
                        XenditServer.LIVE_KEY,
                        XenditServer.CALLBACK_TOKEN,
                        MidtransServer.SERVER_KEY,
                        MidtransServer.CLIENT_KEY,
                        MidtransServer.MERCHANT_ID,
                        PayPalServer.CLIENT_ID,
                        PayPalServer.SECRET));
        out.print(knobs());
        out.flush();
    }

    private static String knobs() {
        return "Knobs and how they stand when all is well (the README of sandbox-providers says what each does):\n"
                + Json.MAPPER.writeValueAsString(Knobs.OFF).replace(",\"", ", \"") + "\n";
    }

    private static JsonNode typed(String value) {
        if (value.matches("-?\\d+") || value.equals("true") || value.equals("false")) {
            return Json.MAPPER.readTree(value);
        }
        return Json.MAPPER.getNodeFactory().stringNode(value);
    }

    private static String value(String name, Deque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(name + " needs a value.");
        }
        return value;
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_533) {
            throw new IllegalArgumentException("--port takes a number from 0 to 65533.");
        }
        return port;
    }
}
