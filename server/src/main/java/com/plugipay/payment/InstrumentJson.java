package com.plugipay.payment;

import com.plugipay.http.Json;
import com.plugipay.provider.Instrument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Instruments in the table and on the wire: the members of their type only.
final class InstrumentJson {
    private InstrumentJson() {}

    private record Stored(
            String type,
            @Nullable String url,
            @Nullable String bank,
            @Nullable String number,
            @Nullable String holder,
            @Nullable String billerCode,
            @Nullable String billKey,
            @Nullable String payload,
            @Nullable String imageUrl,
            @Nullable String store,
            @Nullable String code,
            @Nullable String phone,
            @Nullable List<Instrument.BankAccount> accounts) {}

    static Map<String, Object> of(Instrument instrument) {
        var members = new LinkedHashMap<String, Object>();
        switch (instrument) {
            case Instrument.Redirect(String url) -> {
                members.put("type", "redirect");
                members.put("url", url);
            }
            case Instrument.Qr(String payload) -> {
                members.put("type", "qr");
                members.put("payload", payload);
            }
            case Instrument.VirtualAccount(var bank, var number, var holder, var billerCode, var billKey) -> {
                members.put("type", "va");
                members.put("bank", bank);
                members.put("number", number);
                members.put("holder", holder);
                if (billerCode != null && billKey != null) {
                    members.put("billerCode", billerCode);
                    members.put("billKey", billKey);
                }
            }
            case Instrument.RetailCode(String store, String code) -> {
                members.put("type", "retail_code");
                members.put("store", store);
                members.put("code", code);
            }
            case Instrument.Push(String phone) -> {
                members.put("type", "push");
                members.put("phone", phone);
            }
            case Instrument.BankTransfer(var accounts) -> {
                members.put("type", "bank_transfer");
                members.put("accounts", accounts);
            }
            case Instrument.StaticQr(var payload, var imageUrl) -> {
                members.put("type", "static_qr");
                if (payload != null) {
                    members.put("payload", payload);
                }
                if (imageUrl != null) {
                    members.put("imageUrl", imageUrl);
                }
            }
            case Instrument.AtTheShop() -> members.put("type", "at_the_shop");
        }
        return members;
    }

    /// As merchants and customers read it; null for what nobody can hold. A code whose payload is known has a picture
    /// of ours.
    static @Nullable Map<String, Object> shown(Attempt attempt, Instrument instrument, UnaryOperator<String> absolute) {
        if (instrument instanceof Instrument.AtTheShop || instrument instanceof Instrument.Push) {
            return null;
        }
        Map<String, Object> members = of(instrument);
        if (members.containsKey("payload")) {
            members.put("imageUrl", picturePath(attempt));
        }
        members.computeIfPresent("url", (_, url) -> absolute.apply((String) url));
        members.computeIfPresent("imageUrl", (_, url) -> absolute.apply((String) url));
        members.put("amount", attempt.amount().minor());
        members.put("expiresAt", attempt.expiresAt());
        return members;
    }

    /// Where the picture of its code is served.
    static String picturePath(Attempt attempt) {
        return "/v1/public/checkout/sessions/" + attempt.payable() + "/qr.svg";
    }

    static Instrument read(String json) {
        Stored stored = Json.stored(json, Stored.class);
        return switch (stored.type()) {
            case "redirect" -> new Instrument.Redirect(present(stored.url()));
            case "qr" -> new Instrument.Qr(present(stored.payload()));
            case "va" ->
                new Instrument.VirtualAccount(
                        present(stored.bank()),
                        present(stored.number()),
                        present(stored.holder()),
                        stored.billerCode(),
                        stored.billKey());
            case "retail_code" -> new Instrument.RetailCode(present(stored.store()), present(stored.code()));
            case "push" -> new Instrument.Push(present(stored.phone()));
            case "bank_transfer" -> new Instrument.BankTransfer(present(stored.accounts()));
            case "static_qr" -> new Instrument.StaticQr(stored.payload(), stored.imageUrl());
            case "at_the_shop" -> new Instrument.AtTheShop();
            default -> throw new IllegalStateException("not an instrument: " + stored.type());
        };
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an instrument without one of its members");
        }
        return value;
    }
}
