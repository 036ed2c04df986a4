/// Midtrans as its public documentation describes it: Core API v2 and Snap.
@NullMarked
package com.plugipay.sandboxproviders.midtrans;

import org.jspecify.annotations.NullMarked;
