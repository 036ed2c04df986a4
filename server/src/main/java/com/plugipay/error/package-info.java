/// What a caller is told when we refuse.
@NullMarked
package com.plugipay.error;

import org.jspecify.annotations.NullMarked;
