package com.plugipay.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How this install reaches the providers.
///
/// @param xendit `PLUGIPAY_XENDIT_URL`
/// @param midtrans `PLUGIPAY_MIDTRANS_URL`; null: the one of each connection's environment
/// @param paypal `PLUGIPAY_PAYPAL_URL`; null: the one of each connection's mode
/// @param xenplatformKey `PLUGIPAY_XENPLATFORM_KEY`, the operator's own: without it nothing is managed in live mode
/// @param xenplatformCallbackToken `PLUGIPAY_XENPLATFORM_CALLBACK_TOKEN`; null: callbacks of managed accounts are
/// refused
/// @param allowSandboxes `PLUGIPAY_ALLOW_PROVIDER_SANDBOXES`: whether live mode takes the providers' test accounts
/// @param sandboxAuthority `PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY`: a file, in PEM, with one more authority that signs
/// messages
/// of `./plugipay sandbox-providers`; only beside allowSandboxes
public record ProviderInstall(
        URI xendit,
        @Nullable URI midtrans,
        @Nullable URI paypal,
        @Nullable String xenplatformKey,
        @Nullable String xenplatformCallbackToken,
        boolean allowSandboxes,
        @Nullable URI sandboxAuthority) {
    public static final URI XENDIT = URI.create("https://api.xendit.co");

    @Override
    public String toString() {
        return "ProviderInstall[" + xendit + ", " + midtrans + ", " + paypal + ", sandboxes " + allowSandboxes + "]";
    }
}
