package com.plugipay.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a merchant may change about the checkout: all of it, as it is to be.
///
/// @param brandLogoUrl path below our public address
record ChosenSettings(
        List<String> enabledMethods,
        List<String> methodOrder,
        Map<String, String> methodAdapter,
        @Nullable String brandName,
        @Nullable String brandLogoUrl,
        @Nullable String brandAccentColor,
        @Nullable String brandTagline,
        CheckoutSettings.Business business,
        @Nullable ReceiptTexts receiptTemplate,
        List<String> embedOrigins,
        boolean manualUniqueAmount) {
    ChosenSettings {
        enabledMethods = List.copyOf(enabledMethods);
        methodOrder = List.copyOf(methodOrder);
        methodAdapter = Map.copyOf(methodAdapter);
        embedOrigins = List.copyOf(embedOrigins);
    }

    /// @param url null takes the logo away
    ChosenSettings withLogo(@Nullable String url) {
        return new ChosenSettings(
                enabledMethods,
                methodOrder,
                methodAdapter,
                brandName,
                url,
                brandAccentColor,
                brandTagline,
                business,
                receiptTemplate,
                embedOrigins,
                manualUniqueAmount);
    }

    static ChosenSettings of(CheckoutSettings settings) {
        CheckoutSettings.Brand brand = settings.brand();
        return new ChosenSettings(
                settings.enabledMethods(),
                settings.methodOrder(),
                settings.methodAdapter(),
                brand.ownName(),
                brand.logoUrl(),
                brand.accent(),
                brand.tagline(),
                settings.business(),
                settings.receiptTemplate(),
                settings.embedOrigins(),
                settings.manualUniqueAmount());
    }
}
