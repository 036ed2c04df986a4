/// Money that goes back: of a payment, or of money that fitted nothing.
@NullMarked
package com.plugipay.refund;

import org.jspecify.annotations.NullMarked;
