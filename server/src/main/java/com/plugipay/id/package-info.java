/// Prefixed ULIDs.
@NullMarked
package com.plugipay.id;

import org.jspecify.annotations.NullMarked;
