package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.midtrans.Config;
import com.midtrans.ConfigFactory;
import com.midtrans.httpclient.error.MidtransError;
import com.midtrans.proxy.ProxyConfig;
import com.midtrans.service.MidtransCoreApi;
import com.paypal.sdk.Environment;
import com.paypal.sdk.PaypalServerSdkClient;
import com.paypal.sdk.authentication.ClientCredentialsAuthModel;
import com.paypal.sdk.exceptions.ErrorException;
import com.paypal.sdk.models.AmountWithBreakdown;
import com.paypal.sdk.models.CaptureOrderInput;
import com.paypal.sdk.models.CheckoutPaymentIntent;
import com.paypal.sdk.models.CreateOrderInput;
import com.paypal.sdk.models.GetOrderInput;
import com.paypal.sdk.models.GetRefundInput;
import com.paypal.sdk.models.Money;
import com.paypal.sdk.models.Order;
import com.paypal.sdk.models.OrderRequest;
import com.paypal.sdk.models.OrderStatus;
import com.paypal.sdk.models.PurchaseUnitRequest;
import com.paypal.sdk.models.Refund;
import com.paypal.sdk.models.RefundCapturedPaymentInput;
import com.paypal.sdk.models.RefundRequest;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.xendit.Xendit;
import com.xendit.exception.XenditException;
import com.xendit.model.Balance;
import com.xendit.model.EWalletCharge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The providers' own Java SDKs talk to our servers. Their hosts are fixed, so a detour leads them here.
class JavaSdkTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_midtrans_library_is_at_home() throws Exception {
        try (MidtransServer midtrans = MidtransServer.start(0);
                Detour detour = new Detour(Map.of("api.sandbox.midtrans.com", midtrans.url()));
                TrustStore trust = new TrustStore(detour.trustStore(folder))) {
            assertThat(trust).isNotNull();
            MidtransCoreApi core = midtransCore(detour, MidtransServer.SERVER_KEY);

            JSONObject made = core.chargeTransaction(Map.of(
                    "payment_type", "qris",
                    "qris", Map.of("acquirer", "gopay"),
                    "transaction_details", Map.of("order_id", "sdk-1", "gross_amount", 40_000)));
            assertThat(made.getString("status_code")).isEqualTo("201");
            assertThat(made.getString("qr_string")).startsWith("000201");
            midtrans.pay("sdk-1");
            assertThat(core.checkTransaction("sdk-1").getString("transaction_status"))
                    .isEqualTo("settlement");
            JSONObject refund = core.refundTransaction("sdk-1", Map.of("refund_key", "r-1", "amount", "15000"));
            assertThat(refund.getString("transaction_status")).isEqualTo("partial_refund");
            assertThatThrownBy(() -> core.cancelTransaction("sdk-1"))
                    .isInstanceOfSatisfying(
                            MidtransError.class,
                            error -> assertThat(error.getStatusCode()).isEqualTo(412));
            assertThatThrownBy(
                            () -> midtransCore(detour, "SB-Mid-server-stranger").checkTransaction("sdk-1"))
                    .isInstanceOfSatisfying(
                            MidtransError.class,
                            error -> assertThat(error.getStatusCode()).isEqualTo(401));
        }
    }

    @Test
    void the_xendit_library_is_at_home() throws Exception {
        try (XenditServer xendit = XenditServer.start(0);
                Detour detour = new Detour(Map.of("api.xendit.co", xendit.url()));
                WholeJvm through = new WholeJvm(detour)) {
            assertThat(through).isNotNull();
            Xendit.Opt.setApiKey(XenditServer.LIVE_KEY);

            assertThat(Balance.get().getBalance().longValue()).isPositive();
            EWalletCharge made = EWalletCharge.createEWalletCharge(Map.of(
                    "reference_id", "sdk-1",
                    "currency", "IDR",
                    "amount", 25_000,
                    "checkout_method", "ONE_TIME_PAYMENT",
                    "channel_code", "ID_SHOPEEPAY",
                    "channel_properties", Map.of("success_redirect_url", "https://shop.example/good")));
            assertThat(made.getStatus()).isEqualTo("PENDING");
            assertThat(made.getActions().get("desktop_web_checkout_url"))
                    .startsWith(xendit.url().toString());
            xendit.pay("sdk-1");
            assertThat(EWalletCharge.getEWalletChargeStatus(made.getId()).getStatus())
                    .isEqualTo("SUCCEEDED");
            Xendit.Opt.setApiKey("xnd_production_stranger");
            assertThatThrownBy(Balance::get)
                    .isInstanceOfSatisfying(
                            XenditException.class,
                            error -> assertThat(error.getErrorCode()).isEqualTo("INVALID_API_KEY"));
        }
    }

    @Test
    void the_paypal_sdk_is_at_home() throws Exception {
        try (PayPalServer paypal = PayPalServer.start(0);
                Detour detour = new Detour(Map.of("api-m.sandbox.paypal.com", paypal.url()))) {
            PaypalServerSdkClient client = paypalClient(detour, PayPalServer.SECRET);
            OrderRequest wish = new OrderRequest.Builder(
                            CheckoutPaymentIntent.CAPTURE,
                            List.of(new PurchaseUnitRequest.Builder(
                                            new AmountWithBreakdown.Builder("USD", "40.00").build())
                                    .customId("sdk-1")
                                    .build()))
                    .build();

            CreateOrderInput create = new CreateOrderInput.Builder(null, wish)
                    .paypalRequestId("key-1")
                    .build();
            Order made = client.getOrdersController().createOrder(create).getResult();
            assertThat(made.getStatus()).isEqualTo(OrderStatus.CREATED);
            assertThat(client.getOrdersController()
                            .createOrder(create)
                            .getResult()
                            .getId())
                    .isEqualTo(made.getId());
            paypal.pay("sdk-1");
            assertThat(client.getOrdersController()
                            .getOrder(new GetOrderInput.Builder(made.getId()).build())
                            .getResult()
                            .getStatus())
                    .isEqualTo(OrderStatus.APPROVED);
            Order captured = client.getOrdersController()
                    .captureOrder(new CaptureOrderInput.Builder(made.getId(), null).build())
                    .getResult();
            String capture = captured.getPurchaseUnits()
                    .getFirst()
                    .getPayments()
                    .getCaptures()
                    .getFirst()
                    .getId();
            Refund refund = refund(client, capture, "15.00");
            assertThat(client.getPaymentsController()
                            .getRefund(new GetRefundInput.Builder(refund.getId()).build())
                            .getResult()
                            .getAmount()
                            .getValue())
                    .isEqualTo("15.00");
            assertThatThrownBy(() -> refund(client, capture, "25.01"))
                    .isInstanceOfSatisfying(
                            ErrorException.class,
                            error -> assertThat(error.getDetails().getFirst().getIssue())
                                    .isEqualTo("REFUND_AMOUNT_EXCEEDED"));
        }
    }

    private static Refund refund(PaypalServerSdkClient client, String capture, String amount) throws Exception {
        RefundRequest body = new RefundRequest.Builder()
                .amount(new Money.Builder("USD", amount).build())
                .build();
        return client.getPaymentsController()
                .refundCapturedPayment(new RefundCapturedPaymentInput.Builder(capture, null)
                        .prefer("return=representation")
                        .body(body)
                        .build())
                .getResult();
    }

    private static PaypalServerSdkClient paypalClient(Detour detour, String secret) {
        OkHttpClient http = new OkHttpClient.Builder()
                .proxy(proxy(detour))
                .sslSocketFactory(detour.trusting().getSocketFactory(), detour.trustManager())
                .build();
        return new PaypalServerSdkClient.Builder()
                .environment(Environment.SANDBOX)
                .clientCredentialsAuth(new ClientCredentialsAuthModel.Builder(PayPalServer.CLIENT_ID, secret).build())
                .httpClientConfig(config -> config.httpClientInstance(http))
                .build();
    }

    private static MidtransCoreApi midtransCore(Detour detour, String serverKey) {
        ProxyConfig through = ProxyConfig.builder()
                .setHost("127.0.0.1")
                .setPort(detour.port())
                .setUsername("asked for")
                .setPassword("and not looked at")
                .build();
        return new ConfigFactory(Config.builder()
                        .setServerKey(serverKey)
                        .setIsProduction(false)
                        .setProxyConfig(through)
                        .build())
                .getCoreApi();
    }

    private static Proxy proxy(Detour detour) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), detour.port()));
    }

    /// The Midtrans library makes a client for every call, which trusts what the JVM trusts: for a moment, only the
    /// detour.
    private static final class TrustStore implements AutoCloseable {
        private static final String FILE = "javax.net.ssl.trustStore";
        private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

        TrustStore(Path file) {
            System.setProperty(FILE, file.toString());
            System.setProperty(PASSWORD, "detour");
        }

        @Override
        public void close() {
            System.clearProperty(FILE);
            System.clearProperty(PASSWORD);
        }
    }

    /// The Xendit library can be told nothing at all: the JVM itself takes the detour for a moment, for one host.
    private static final class WholeJvm extends ProxySelector implements AutoCloseable {
        private final ProxySelector selectorBefore = ProxySelector.getDefault();
        private final SSLSocketFactory socketsBefore = HttpsURLConnection.getDefaultSSLSocketFactory();
        private final Detour detour;

        WholeJvm(Detour detour) {
            this.detour = detour;
            HttpsURLConnection.setDefaultSSLSocketFactory(detour.trusting().getSocketFactory());
            ProxySelector.setDefault(this);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return "api.xendit.co".equals(uri.getHost()) ? List.of(proxy(detour)) : selectorBefore.select(uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            selectorBefore.connectFailed(uri, address, failure);
        }

        @Override
        public void close() {
            ProxySelector.setDefault(selectorBefore);
            HttpsURLConnection.setDefaultSSLSocketFactory(socketsBefore);
        }
    }
}
