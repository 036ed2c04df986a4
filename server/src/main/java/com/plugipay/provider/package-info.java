/// What a payment provider must do.
@NullMarked
package com.plugipay.provider;

import org.jspecify.annotations.NullMarked;
