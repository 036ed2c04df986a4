package com.plugipay.settings;

import com.plugipay.provider.Connected;
import com.plugipay.scope.Mode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a workspace chose for its checkout, read live by every open session.
///
/// @param methodOrder methods in the order in which their group shows them; others follow
/// @param methodAdapter the kind of adapter that is to take a method, by the method's id
/// @param receiptTemplate the words of receipts; null while nobody has changed them
/// @param embedOrigins sites that may show the checkout in a frame
/// @param manualUniqueAmount whether each manual transfer asks a few rupiah less, an amount that no other one has
/// @param timezone that its pages and dates are shown in
/// @param connectedAdapters kinds that are active in the mode asked for: `manual`, `xendit`, …
/// @param restingAdapters those of them that do not answer charges at the moment
/// @param manual what the manual adapter shows; null while it is not connected in that mode
public record CheckoutSettings(
        List<String> enabledMethods,
        List<String> methodOrder,
        Map<String, String> methodAdapter,
        Brand brand,
        Business business,
        @Nullable ReceiptTexts receiptTemplate,
        List<String> embedOrigins,
        boolean manualUniqueAmount,
        ZoneId timezone,
        Set<String> connectedAdapters,
        Set<String> restingAdapters,
        @Nullable ManualAccounts manual) {
    /// What payments are routed by in this mode.
    public Connected connected(Mode mode) {
        return new Connected(mode, connectedAdapters, restingAdapters, methodAdapter);
    }

    /// Whether everything is there that a method by hand shows the customer.
    public boolean isReady(String method) {
        return switch (method) {
            case "bank_transfer" -> manual != null && !manual.accounts().isEmpty();
            case "static_qris" ->
                manual != null && (manual.staticQrImage() != null || manual.staticQrPayload() != null);
            default -> true;
        };
    }

    /// How the hosted page looks like the merchant.
    ///
    /// @param name as customers read it: the workspace's while it has none of its own
    /// @param ownName what was chosen
    /// @param logoUrl path below our public address
    /// @param accent `#RRGGBB`
    public record Brand(
            String name,
            @Nullable String ownName,
            @Nullable String logoUrl,
            @Nullable String accent,
            @Nullable String tagline) {}

    /// Where the merchant is found, for receipts.
    public record Business(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            @Nullable String taxId) {}
}
