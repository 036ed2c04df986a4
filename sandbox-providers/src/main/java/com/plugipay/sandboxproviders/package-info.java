/// Servers that speak like Xendit, Midtrans and PayPal, for tests and for trying things out; they share no class with
/// the product.
@NullMarked
package com.plugipay.sandboxproviders;

import org.jspecify.annotations.NullMarked;
