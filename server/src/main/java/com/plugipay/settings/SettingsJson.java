package com.plugipay.settings;

import com.plugipay.file.FetchPicture;
import com.plugipay.file.FileName;
import com.plugipay.http.Fields;
import com.plugipay.http.Install;
import com.plugipay.mail.MailAddress;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.provider.Connected;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checkout's settings on the wire.
final class SettingsJson {
    /// The field that names a picture.
    static final String LOGO = "brandLogoUrl";
    static final int BRAND_NAME_LENGTH = 80;
    static final int TAGLINE_LENGTH = 140;
    static final int PHONE_LENGTH = 64;
    static final int ADDRESS_LENGTH = 500;
    static final int TAX_ID_LENGTH = 64;
    private static final int MOST_METHODS = 60;
    static final int MOST_ORIGINS = 20;
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");

    private final Install install;
    private final Providers providers;

    SettingsJson(Install install, Providers providers) {
        this.install = install;
        this.providers = providers;
    }

    record Shown(
            List<String> enabledMethods,
            List<String> methodOrder,
            Map<String, String> methodAdapter,
            @Nullable String brandName,
            @Nullable String brandLogoUrl,
            @Nullable String brandAccentColor,
            @Nullable String brandTagline,
            @Nullable String businessPhone,
            @Nullable String businessEmail,
            @Nullable String businessAddress,
            @Nullable String businessTaxId,
            @Nullable ReceiptTexts receiptTemplate,
            List<String> embedOrigins,
            boolean manualUniqueAmount,
            List<String> availableMethods,
            Map<String, List<String>> methodSupport,
            List<CatalogueEntry> catalog) {}

    record CatalogueEntry(String id, String label, String group, String currency, List<String> currencies) {}

    /// With what the adapters of this mode make of it.
    Shown of(CheckoutSettings settings, Mode mode) {
        Connected connected = settings.connected(mode);
        var support = new LinkedHashMap<String, List<String>>();
        MethodCatalogue.all().forEach(method -> support.put(method.id(), providers.kinds(connected, method)));
        CheckoutSettings.Brand brand = settings.brand();
        CheckoutSettings.Business business = settings.business();
        return new Shown(
                settings.enabledMethods(),
                settings.methodOrder(),
                settings.methodAdapter(),
                brand.ownName(),
                brand.logoUrl() == null ? null : install.url(brand.logoUrl()),
                brand.accent(),
                brand.tagline(),
                business.phone(),
                business.email(),
                business.address(),
                business.taxId(),
                settings.receiptTemplate(),
                settings.embedOrigins(),
                settings.manualUniqueAmount(),
                support.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty() && settings.isReady(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .toList(),
                support,
                MethodCatalogue.all().stream()
                        .map(method -> entry(method, mode))
                        .toList());
    }

    private static CatalogueEntry entry(PaymentMethod method, Mode mode) {
        return new CatalogueEntry(
                method.id(),
                method.label(),
                method.group().wire(),
                method.currency().name(),
                method.currencies(mode).stream().map(Currency::name).toList());
    }

    /// What a call asks for: what it does not name keeps its value, null clears a text.
    ///
    /// @param named the picture of an address, see [FetchPicture]
    ChosenSettings read(Fields fields, ChosenSettings before, Function<String, Optional<FileName>> named) {
        var after = new ChosenSettings(
                methods(fields, "enabledMethods", before.enabledMethods()),
                methods(fields, "methodOrder", before.methodOrder()),
                adapters(fields, before.methodAdapter()),
                kept(fields, "brandName", before.brandName(), fields.text("brandName", 0, BRAND_NAME_LENGTH)),
                logo(fields, before.brandLogoUrl(), named),
                kept(
                        fields,
                        "brandAccentColor",
                        before.brandAccentColor(),
                        fields.parsed("brandAccentColor", "a colour such as #0F766E", SettingsJson::colour)),
                kept(fields, "brandTagline", before.brandTagline(), fields.text("brandTagline", 0, TAGLINE_LENGTH)),
                business(fields, before.business()),
                ReceiptTextsJson.read(fields, before.receiptTemplate()),
                origins(fields, before.embedOrigins()),
                flag(fields, before.manualUniqueAmount()));
        fields.check();
        return after;
    }

    private static CheckoutSettings.Business business(Fields fields, CheckoutSettings.Business before) {
        return new CheckoutSettings.Business(
                kept(fields, "businessPhone", before.phone(), fields.text("businessPhone", 0, PHONE_LENGTH)),
                kept(
                        fields,
                        "businessEmail",
                        before.email(),
                        fields.parsed("businessEmail", "an e-mail address", SettingsJson::email)),
                kept(fields, "businessAddress", before.address(), fields.lines("businessAddress", ADDRESS_LENGTH)),
                kept(fields, "businessTaxId", before.taxId(), fields.text("businessTaxId", 0, TAX_ID_LENGTH)));
    }

    static Optional<String> colour(String text) {
        return COLOUR.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    static Optional<String> email(String text) {
        return MailAddress.isValid(text) ? Optional.of(text) : Optional.empty();
    }

    private static @Nullable String logo(
            Fields fields, @Nullable String before, Function<String, Optional<FileName>> named) {
        FileName name = fields.parsed(LOGO, FetchPicture.WHAT, named);
        return kept(fields, LOGO, before, name == null ? null : name.path());
    }

    /// Families and the alias stand for their methods, each once.
    private static List<String> methods(Fields fields, String name, List<String> before) {
        if (isAbsent(fields, name, "must be a list of payment methods")) {
            return before;
        }
        List<String> sent = fields.texts(name, MOST_METHODS, "payment methods", MethodCatalogue::isKnown);
        var ids = new LinkedHashSet<String>();
        if (sent != null) {
            sent.forEach(one -> ids.addAll(MethodCatalogue.expand(one)));
        }
        return List.copyOf(ids);
    }

    /// Replaces all of it; a method with null is left to us.
    private Map<String, String> adapters(Fields fields, Map<String, String> before) {
        if (isAbsent(fields, "methodAdapter", "must be an object of adapter by payment method")) {
            return before;
        }
        Map<String, String> sent = fields.object("methodAdapter", each -> {
            var chosen = new LinkedHashMap<String, String>();
            for (PaymentMethod method : MethodCatalogue.all()) {
                String kind = each.parsed(
                        method.id(),
                        "an adapter that takes " + method.label(),
                        text -> providers.canTake(text, method) ? Optional.of(text) : Optional.empty());
                if (kind != null) {
                    chosen.put(method.id(), kind);
                }
            }
            return Optional.of(Map.copyOf(chosen));
        });
        return sent == null ? Map.of() : sent;
    }

    private static List<String> origins(Fields fields, List<String> before) {
        if (isAbsent(fields, "embedOrigins", "must be a list of origins")) {
            return before;
        }
        List<String> sent = fields.texts(
                "embedOrigins",
                MOST_ORIGINS,
                "origins as browsers write them, such as https://shop.example.com without its usual port",
                EmbedOrigin::isOne);
        return sent == null ? List.of() : sent.stream().distinct().toList();
    }

    private static boolean flag(Fields fields, boolean before) {
        return isAbsent(fields, "manualUniqueAmount", "must be true or false")
                ? before
                : fields.flag("manualUniqueAmount").orElse(before);
    }

    /// Null is no value of a list, a map or a switch.
    private static boolean isAbsent(Fields fields, String name, String problem) {
        if (fields.isNull(name)) {
            fields.wrong(name, problem);
            return true;
        }
        return !fields.has(name);
    }

    private static @Nullable String kept(Fields fields, String name, @Nullable String before, @Nullable String sent) {
        return fields.has(name) ? sent : before;
    }
}
