package com.plugipay.settings;

import com.plugipay.http.Json;
import com.plugipay.http.TextRules;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.provider.Providers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The form for payment methods, brand and business as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param enabled ids of the ticked methods
/// @param order ids of all methods, as they stand on the page
/// @param adapters the chosen kind by the id of its method; where it is left to us, nothing
/// @param texts by the names of the API
record MethodsForm(
        String key,
        List<String> enabled,
        List<String> order,
        Map<String, String> adapters,
        Map<String, String> texts,
        boolean uniqueAmount) {
    static final String ADAPTER = "adapter-";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Map<String, Integer> LENGTHS = Map.of(
            "brandName", SettingsJson.BRAND_NAME_LENGTH,
            "brandTagline", SettingsJson.TAGLINE_LENGTH,
            "businessPhone", SettingsJson.PHONE_LENGTH,
            "businessTaxId", SettingsJson.TAX_ID_LENGTH);
    private static final List<String> TEXTS = List.of(
            "brandName",
            "brandTagline",
            "brandAccentColor",
            "businessPhone",
            "businessEmail",
            "businessAddress",
            "businessTaxId");
    private static final String ORIGINS = "embedOrigins";

    static MethodsForm of(CheckoutSettings settings) {
        CheckoutSettings.Brand brand = settings.brand();
        CheckoutSettings.Business business = settings.business();
        var texts = new LinkedHashMap<String, String>();
        texts.put("brandName", orEmpty(brand.ownName()));
        texts.put("brandTagline", orEmpty(brand.tagline()));
        texts.put("brandAccentColor", orEmpty(brand.accent()));
        texts.put("businessPhone", orEmpty(business.phone()));
        texts.put("businessEmail", orEmpty(business.email()));
        texts.put("businessAddress", orEmpty(business.address()));
        texts.put("businessTaxId", orEmpty(business.taxId()));
        texts.put(ORIGINS, String.join("\n", settings.embedOrigins()));
        return new MethodsForm(
                newKey(),
                settings.enabledMethods(),
                whole(settings.methodOrder()),
                settings.methodAdapter(),
                texts,
                settings.manualUniqueAmount());
    }

    static MethodsForm sent(HttpServletRequest request) {
        String key = orEmpty(request.getParameter("formKey"));
        var adapters = new LinkedHashMap<String, String>();
        var texts = new LinkedHashMap<String, String>();
        for (PaymentMethod method : MethodCatalogue.all()) {
            String kind = orEmpty(request.getParameter(ADAPTER + method.id()));
            if (!kind.isEmpty()) {
                adapters.put(method.id(), kind);
            }
        }
        for (String name : TEXTS) {
            texts.put(
                    name,
                    orEmpty(request.getParameter(name)).replace("\r\n", "\n").strip());
        }
        String sites = request.getParameter(ORIGINS);
        if (sites != null) {
            texts.put(ORIGINS, sites.replace("\r\n", "\n").strip());
        }
        return new MethodsForm(
                KEY.matcher(key).matches() ? key : newKey(),
                known(request.getParameterValues("enabled")),
                whole(known(request.getParameterValues("order"))),
                adapters,
                texts,
                request.getParameter("manualUniqueAmount") != null);
    }

    /// With one method a place further up or down among those of its group.
    ///
    /// @param move `ovo:up`, `ovo:down`; anything else moves nothing
    MethodsForm moved(String move) {
        int colon = Math.max(0, move.indexOf(':'));
        PaymentMethod method = MethodCatalogue.find(move.substring(0, colon)).orElse(null);
        if (method == null) {
            return this;
        }
        List<String> group = order.stream()
                .filter(id -> MethodCatalogue.find(id).orElseThrow().group() == method.group())
                .toList();
        int at = group.indexOf(method.id());
        int other = move.endsWith(":up") ? at - 1 : at + 1;
        if (other < 0 || other >= group.size()) {
            return this;
        }
        var next = new ArrayList<>(order);
        Collections.swap(next, order.indexOf(group.get(at)), order.indexOf(group.get(other)));
        return new MethodsForm(key, enabled, List.copyOf(next), adapters, texts, uniqueAmount);
    }

    /// The same content, as if typed into a form opened anew.
    MethodsForm reopened() {
        return new MethodsForm(newKey(), enabled, order, adapters, texts, uniqueAmount);
    }

    /// What makes two sendings of one form the same.
    byte[] content() {
        return Json.bytes(this);
    }

    /// Texts of what is wrong, by field, in the order of the fields.
    Map<String, String> wrong(Providers providers) {
        var wrong = new LinkedHashMap<String, String>();
        adapters.forEach((id, kind) -> {
            if (!providers.canTake(kind, MethodCatalogue.find(id).orElseThrow())) {
                wrong.put(ADAPTER + id, "settings.methods.adapter.wrong");
            }
        });
        for (String name : TEXTS) {
            String problem = problem(name, text(name));
            if (problem != null) {
                wrong.put(name, problem);
            }
        }
        List<String> origins = origins();
        if (origins.size() > SettingsJson.MOST_ORIGINS) {
            wrong.put(ORIGINS, "settings.methods.embedOrigins.many");
        } else if (!origins.stream().allMatch(EmbedOrigin::isOne)) {
            wrong.put(ORIGINS, "settings.methods.embedOrigins.wrong");
        }
        return wrong;
    }

    /// As browsers write them, however they were copied.
    private List<String> origins() {
        return text(ORIGINS)
                .lines()
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .map(line -> line.endsWith("/") ? line.substring(0, line.length() - 1) : line)
                .map(EmbedOrigin::withoutUsualPort)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private static @Nullable String problem(String name, String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return switch (name) {
            case "brandAccentColor" ->
                SettingsJson.colour(typed).isPresent() ? null : "settings.methods.brandAccentColor.wrong";
            case "businessEmail" ->
                SettingsJson.email(typed).isPresent() ? null : "settings.methods.businessEmail.wrong";
            case "businessAddress" ->
                tooLongOr(
                        typed,
                        SettingsJson.ADDRESS_LENGTH,
                        TextRules.problemOfLines(typed, 0, SettingsJson.ADDRESS_LENGTH));
            default -> {
                int longest = LENGTHS.getOrDefault(name, 0);
                yield tooLongOr(typed, longest, TextRules.problem(typed, 0, longest));
            }
        };
    }

    private static @Nullable String tooLongOr(String typed, int longest, @Nullable String problem) {
        boolean isLong = typed.codePointCount(0, typed.length()) > longest;
        return problem == null ? null : isLong ? "settings.methods.long" : "settings.methods.wrong";
    }

    /// @param before keeps what the form does not show
    ChosenSettings read(ChosenSettings before) {
        return new ChosenSettings(
                enabled,
                order,
                adapters,
                orNull("brandName"),
                before.brandLogoUrl(),
                orNull("brandAccentColor"),
                orNull("brandTagline"),
                new CheckoutSettings.Business(
                        orNull("businessPhone"),
                        orNull("businessEmail"),
                        orNull("businessAddress"),
                        orNull("businessTaxId")),
                before.receiptTemplate(),
                texts.containsKey(ORIGINS) ? origins() : before.embedOrigins(),
                uniqueAmount);
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    private @Nullable String orNull(String name) {
        return text(name).isEmpty() ? null : text(name);
    }

    /// All methods: those that are ordered first, the others in the catalogue's order.
    private static List<String> whole(List<String> ordered) {
        var all = new LinkedHashSet<>(ordered);
        MethodCatalogue.all().forEach(method -> all.add(method.id()));
        return List.copyOf(all);
    }

    private static List<String> known(String @Nullable [] ids) {
        return ids == null
                ? List.of()
                : Stream.of(ids)
                        .filter(id -> MethodCatalogue.find(id).isPresent())
                        .distinct()
                        .toList();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
