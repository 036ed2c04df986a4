package com.plugipay.payment;

import com.plugipay.http.Json;
import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import java.time.Instant;
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
            @Nullable String payload,
            @Nullable String imageUrl,
            @Nullable List<Instrument.BankAccount> accounts) {}

    static Map<String, Object> of(Instrument instrument) {
        var members = new LinkedHashMap<String, Object>();
        switch (instrument) {
            case Instrument.Redirect(String url) -> {
                members.put("type", "redirect");
                members.put("url", url);
            }
            case Instrument.VirtualAccount(String bank, String number, String holder) -> {
                members.put("type", "va");
                members.put("bank", bank);
                members.put("number", number);
                members.put("holder", holder);
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

    /// As merchants and customers read it; null for what nobody can hold.
    static @Nullable Map<String, Object> shown(
            Instrument instrument, Money amount, Instant expiresAt, UnaryOperator<String> absolute) {
        if (instrument instanceof Instrument.AtTheShop) {
            return null;
        }
        Map<String, Object> members = of(instrument);
        members.computeIfPresent("url", (_, url) -> absolute.apply((String) url));
        members.computeIfPresent("imageUrl", (_, url) -> absolute.apply((String) url));
        members.put("amount", amount.minor());
        members.put("expiresAt", expiresAt);
        return members;
    }

    static Instrument read(String json) {
        Stored stored = Json.stored(json, Stored.class);
        return switch (stored.type()) {
            case "redirect" -> new Instrument.Redirect(present(stored.url()));
            case "va" ->
                new Instrument.VirtualAccount(
                        present(stored.bank()), present(stored.number()), present(stored.holder()));
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
