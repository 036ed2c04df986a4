/// Receipts: what customers keep of a payment, as a page and by mail.
@NullMarked
package com.plugipay.receipt;

import org.jspecify.annotations.NullMarked;
