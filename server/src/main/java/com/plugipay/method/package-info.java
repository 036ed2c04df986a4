/// The catalogue of payment methods.
@NullMarked
package com.plugipay.method;

import org.jspecify.annotations.NullMarked;
