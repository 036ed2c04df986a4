/// Checkout sessions and the hosted page.
@NullMarked
package com.plugipay.checkout;

import org.jspecify.annotations.NullMarked;
