/// Midtrans: Core API v2, and a page of Snap for cards.
@NullMarked
package com.plugipay.provider.midtrans;

import org.jspecify.annotations.NullMarked;
