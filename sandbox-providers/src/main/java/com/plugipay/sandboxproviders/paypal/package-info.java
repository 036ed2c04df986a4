/// PayPal as its public documentation describes it: OAuth tokens, Orders v2, Payments v2, webhooks with true
/// signatures.
@NullMarked
package com.plugipay.sandboxproviders.paypal;

import org.jspecify.annotations.NullMarked;
