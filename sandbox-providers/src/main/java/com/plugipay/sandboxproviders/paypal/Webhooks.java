package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Authority;
import com.plugipay.sandboxproviders.wire.Callback;
import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who wants to be told, and how PayPal signs what it tells: RSA over id, time, webhook id and the body's CRC-32.
final class Webhooks {
    private final Ground ground;
    private final String certificate = "CERT-" + Chance.hex(8) + "-" + Chance.hex(8) + "-" + Chance.hex(8);
    private final List<Webhook> all = new ArrayList<>();
    private final Map<String, Sent> sent = new LinkedHashMap<>();

    /// Keys take a while to make: once for the process, and only when somebody needs them.
    private static final class Signer {
        static final Authority AUTHORITY = new Authority();
        static final Authority.Identity IDENTITY = AUTHORITY.identity("messageverificationcerts.paypal.com");
    }

    /// Somebody else who says they were PayPal.
    private static final class Forger {
        static final Authority.Identity IDENTITY = new Authority().identity("messageverificationcerts.paypal.com");
    }

    /// One address and the events it wants.
    record Webhook(String id, URI url, Set<String> events) {
        boolean wants(String event) {
            return events.contains("*") || events.contains(event);
        }

        ObjectNode json(URI base) {
            ObjectNode json = Json.object().put("id", id).put("url", url.toString());
            json.putArray("event_types");
            events.forEach(event ->
                    json.withArray("event_types").addObject().put("name", event).put("status", "ENABLED"));
            for (String method : List.of("GET", "PATCH", "DELETE")) {
                String rel = method.equals("GET") ? "self" : method.equals("PATCH") ? "update" : "delete";
                json.withArray("links")
                        .addObject()
                        .put("href", base + "/v1/notifications/webhooks/" + id)
                        .put("rel", rel)
                        .put("method", method);
            }
            return json;
        }
    }

    /// A message as it left.
    record Sent(String webhook, String signature, byte[] body) {}

    Webhooks(Ground ground) {
        this.ground = ground;
    }

    synchronized Webhook add(URI url, Set<String> events) {
        if (all.stream().anyMatch(one -> one.url().equals(url))) {
            throw Problem.invalid("/url", "WEBHOOK_URL_ALREADY_EXISTS", "Webhook URL already exists.");
        }
        Webhook webhook = new Webhook(Chance.upper(17), url, events);
        all.add(webhook);
        return webhook;
    }

    synchronized List<Webhook> all() {
        return List.copyOf(all);
    }

    synchronized Webhook find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(Problem::missing);
    }

    synchronized void remove(String id) {
        all.remove(find(id));
    }

    /// The leaf, then the root that nobody but this server's users trust.
    String certificates() {
        return Authority.pem(Signer.IDENTITY.certificate(), Signer.AUTHORITY.root());
    }

    String root() {
        return Authority.pem(Signer.AUTHORITY.root());
    }

    String certificateId() {
        return certificate;
    }

    synchronized void tell(String type, String resourceType, String summary, JsonNode resource) {
        ObjectNode event = Json.object()
                .put("id", "WH-" + Chance.upper(17) + "-" + Chance.upper(17))
                .put("event_version", "1.0")
                .put(
                        "create_time",
                        ground.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("resource_type", resourceType)
                .put("resource_version", "2.0")
                .put("event_type", type)
                .put("summary", summary);
        event.set("resource", resource);
        String self = ground.url() + "/v1/notifications/webhooks-events/"
                + event.path("id").asString();
        event.withArray("links")
                .addObject()
                .put("href", self)
                .put("rel", "self")
                .put("method", "GET");
        byte[] body = Json.bytes(event);
        List<Webhook> wanted = all.stream().filter(one -> one.wants(type)).toList();
        if (wanted.isEmpty()) {
            ground.callbacks().send(new Callback(type, null, Map.of(), body));
        }
        wanted.forEach(one -> ground.callbacks().send(new Callback(type, one.url(), headers(one, body), body)));
    }

    private Map<String, String> headers(Webhook to, byte[] body) {
        String id = Chance.uuid();
        String time = PayPalJson.time(ground.clock().instant());
        CRC32 crc = new CRC32();
        crc.update(body);
        PrivateKey key = ground.knobs().now().callbackForge() ? Forger.IDENTITY.key() : Signer.IDENTITY.key();
        String signature = signature(key, id + "|" + time + "|" + to.id() + "|" + crc.getValue());
        sent.put(id, new Sent(to.id(), signature, body));
        return Map.of(
                "PAYPAL-TRANSMISSION-ID", id,
                "PAYPAL-TRANSMISSION-TIME", time,
                "PAYPAL-TRANSMISSION-SIG", signature,
                "PAYPAL-AUTH-ALGO", "SHA256withRSA",
                "PAYPAL-CERT-URL", ground.url() + "/v1/notifications/certs/" + certificate);
    }

    /// Whether a message is one that this server signed for this webhook, unchanged.
    synchronized boolean genuine(JsonNode asked) {
        Sent one = sent.get(asked.path("transmission_id").asString(""));
        return one != null
                && one.webhook().equals(Json.text(asked, "webhook_id"))
                && one.signature().equals(Json.text(asked, "transmission_sig"))
                && signedByUs(one, asked)
                && Json.parse(one.body()).equals(asked.path("webhook_event"));
    }

    private boolean signedByUs(Sent one, JsonNode asked) {
        CRC32 crc = new CRC32();
        crc.update(one.body());
        String text = Json.text(asked, "transmission_id") + "|" + Json.text(asked, "transmission_time") + "|"
                + one.webhook() + "|" + crc.getValue();
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(Signer.IDENTITY.certificate());
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(one.signature()));
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }

    private static String signature(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
