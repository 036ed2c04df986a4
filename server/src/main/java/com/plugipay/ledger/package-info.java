/// Double entry: what came in, what went back, what it cost, and where the money is.
@NullMarked
package com.plugipay.ledger;

import org.jspecify.annotations.NullMarked;
