package com.plugipay.sandboxproviders;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.util.List;

/// The three servers together, as a test fixture or from the command line.
public record WireServers(XenditServer xendit, MidtransServer midtrans, PayPalServer paypal) implements AutoCloseable {

    /// On free ports.
    public static WireServers start() {
        return start(0);
    }

    /// On this port and the two after it; 0 takes free ones.
    public static WireServers start(int port) {
        XenditServer xendit = XenditServer.start(port);
        try {
            MidtransServer midtrans = MidtransServer.start(port == 0 ? 0 : port + 1);
            try {
                return new WireServers(xendit, midtrans, PayPalServer.start(port == 0 ? 0 : port + 2));
            } catch (RuntimeException third) {
                midtrans.close();
                throw third;
            }
        } catch (RuntimeException second) {
            xendit.close();
            throw second;
        }
    }

    public List<WireServer> all() {
        return List.of(xendit, midtrans, paypal);
    }

    @Override
    public void close() {
        all().forEach(WireServer::close);
    }
}
