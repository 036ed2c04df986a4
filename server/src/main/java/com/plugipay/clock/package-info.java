/// The workspace's time.
@NullMarked
package com.plugipay.clock;

import org.jspecify.annotations.NullMarked;
