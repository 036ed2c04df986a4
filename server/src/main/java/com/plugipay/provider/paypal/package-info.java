/// PayPal: Orders v2, captured by us.
@NullMarked
package com.plugipay.provider.paypal;

import org.jspecify.annotations.NullMarked;
