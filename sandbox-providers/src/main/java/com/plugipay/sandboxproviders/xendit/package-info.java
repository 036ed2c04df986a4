/// Xendit as its public documentation describes it: Payments API v3, payment sessions, refunds, sub-accounts, and what
/// the older SDKs call.
@NullMarked
package com.plugipay.sandboxproviders.xendit;

import org.jspecify.annotations.NullMarked;
