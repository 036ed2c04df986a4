package com.plugipay.checkout;

import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Install;
import com.plugipay.http.Query;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.provider.Instrument;
import com.plugipay.qris.QrPicture;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// QR codes as pictures: the link of a session for the merchant to show, and the code that its customer holds.
@ApiRoutes
final class QrApi {
    private static final int SMALLEST = 128;
    private static final int LARGEST = 1_024;
    private static final int USUAL = 512;

    private final SessionReader reader;
    private final Install install;

    QrApi(SessionReader reader, Install install) {
        this.reader = reader;
        this.install = install;
    }

    @GetMapping("/checkout-sessions/{id}/qr.png")
    ResponseEntity<byte[]> linkAsPng(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "read");
        Query query = call.query();
        Integer size = query.parsed("size", "a whole number from 128 to 1024", QrApi::size);
        query.check();
        byte[] png = link(call, id).pngOfWidth(size == null ? USUAL : size);
        return answer("image/png", png);
    }

    @GetMapping("/checkout-sessions/{id}/qr.svg")
    ResponseEntity<byte[]> linkAsSvg(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "read");
        call.query().check();
        return svg(link(call, id));
    }

    /// Gone when it is no longer good, so that nobody pays on it.
    @GetMapping("/public/checkout/sessions/{id}/qr.svg")
    ResponseEntity<byte[]> held(@PathVariable String id) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        SessionReader.Seen seen = reader.see(reader.scopeOf(sessionId), sessionId);
        return svg(held(seen));
    }

    /// The code that the customer holds now.
    static QrPicture held(SessionReader.Seen seen) {
        Attempt live = seen.liveAttempt();
        String payload = live == null || seen.session().state().isFinal() ? null : payload(live);
        if (payload == null) {
            throw Rejected.notFound();
        }
        return QrPicture.of(payload);
    }

    private QrPicture link(Call call, String id) {
        CheckoutSession session =
                reader.see(call.scope(), SessionReader.parse(id)).session();
        return QrPicture.of(install.url("/c/" + session.id().text()));
    }

    private static @Nullable String payload(Attempt live) {
        if (!(live.state() instanceof AttemptState.RequiresAction(Instrument instrument))) {
            return null;
        }
        return switch (instrument) {
            case Instrument.Qr(String payload) -> payload;
            case Instrument.StaticQr(var payload, var _) -> payload;
            case Instrument.Redirect _,
                    Instrument.VirtualAccount _,
                    Instrument.RetailCode _,
                    Instrument.Push _,
                    Instrument.BankTransfer _,
                    Instrument.AtTheShop _ -> null;
        };
    }

    private static Optional<Integer> size(String text) {
        int size = text.matches("[0-9]{3,4}") ? Integer.parseInt(text) : 0;
        return size >= SMALLEST && size <= LARGEST ? Optional.of(size) : Optional.empty();
    }

    private static ResponseEntity<byte[]> svg(QrPicture picture) {
        return answer("image/svg+xml", picture.svg().getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> answer(String type, byte[] content) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, type);
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        return new ResponseEntity<>(content, headers, 200);
    }
}
