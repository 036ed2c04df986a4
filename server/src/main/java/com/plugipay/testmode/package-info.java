/// What only test mode has: payments that are simulated.
@NullMarked
package com.plugipay.testmode;

import org.jspecify.annotations.NullMarked;
