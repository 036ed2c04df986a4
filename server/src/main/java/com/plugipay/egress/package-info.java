/// Calls to addresses that a merchant wrote: only ever to the outside.
@NullMarked
package com.plugipay.egress;

import org.jspecify.annotations.NullMarked;
