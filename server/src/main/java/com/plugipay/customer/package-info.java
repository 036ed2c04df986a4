/// The people a merchant sells to.
@NullMarked
package com.plugipay.customer;

import org.jspecify.annotations.NullMarked;
