/// Xendit, with the merchant's own account or one below the operator's.
@NullMarked
package com.plugipay.provider.xendit;

import org.jspecify.annotations.NullMarked;
