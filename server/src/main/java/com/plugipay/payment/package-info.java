/// Attempts, payments, and the one place that settles.
@NullMarked
package com.plugipay.payment;

import org.jspecify.annotations.NullMarked;
