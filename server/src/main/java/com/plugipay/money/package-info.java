/// Amounts as integers, in our own currency table.
@NullMarked
package com.plugipay.money;

import org.jspecify.annotations.NullMarked;
