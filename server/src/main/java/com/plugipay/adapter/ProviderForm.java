package com.plugipay.adapter;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.scope.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The form that connects one provider: what the API takes, typed by a person.
///
/// @param typed by name, as sent; empty fields are left out
record ProviderForm(AdapterKind kind, String key, String password, Map<String, String> typed) {
    /// A field as the form asks for it.
    record Asked(String name, boolean secret, boolean required) {}

    static List<Asked> fields(AdapterKind kind) {
        return switch (kind) {
            case XENDIT -> List.of(new Asked("secretKey", true, true), new Asked("callbackToken", true, false));
            case MIDTRANS ->
                List.of(
                        new Asked("serverKey", true, true),
                        new Asked("clientKey", false, true),
                        new Asked("merchantId", false, true));
            case PAYPAL ->
                List.of(
                        new Asked("clientId", false, true),
                        new Asked("secret", true, true),
                        new Asked("webhookId", false, false));
            case MANUAL, MANAGED -> List.of();
        };
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    static ProviderForm empty(AdapterKind kind) {
        return new ProviderForm(kind, newKey(), "", Map.of());
    }

    static ProviderForm sent(AdapterKind kind, HttpServletRequest request) {
        var typed = new LinkedHashMap<String, String>();
        for (Asked field : fields(kind)) {
            String value = request.getParameter(field.name());
            if (value != null && !value.isBlank()) {
                typed.put(field.name(), value.strip());
            }
        }
        String key = request.getParameter("formKey");
        String password = request.getParameter("password");
        return new ProviderForm(
                kind, key == null || key.isEmpty() ? newKey() : key, password == null ? "" : password, typed);
    }

    /// Sent once under its key; come back, it is a new one.
    ProviderForm reopened() {
        return new ProviderForm(kind, newKey(), "", typed);
    }

    byte[] content() {
        return Json.bytes(typed);
    }

    CredentialJson read(Mode mode, boolean allowSandboxes) {
        return CredentialJson.read(kind, mode, allowSandboxes, Fields.of(content()));
    }

    /// What is wrong, by field id; the keys of texts.
    Map<String, String> wrong(Mode mode, boolean allowSandboxes) {
        try {
            read(mode, allowSandboxes);
            return Map.of();
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.VALIDATION_ERROR) {
                throw rejected;
            }
            var wrong = new LinkedHashMap<String, String>();
            rejected.details()
                    .forEach(detail -> wrong.put(
                            id(detail.param()),
                            typed.containsKey(detail.param())
                                    ? "adapter.providers.wrong"
                                    : "adapter.providers.missing"));
            return wrong;
        }
    }

    String id(String field) {
        return kind.wire() + "-" + field;
    }

    /// Secrets are typed again, whatever happens.
    String shown(Asked field, @Nullable String stored) {
        if (field.secret()) {
            return "";
        }
        String value = typed.get(field.name());
        return value != null ? value : stored == null ? "" : stored;
    }

    @Override
    public String toString() {
        return "ProviderForm[" + kind + "]";
    }
}
