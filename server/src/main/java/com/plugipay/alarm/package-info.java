/// Warns a workspace's owners when too many tries to pay fail, as they do while somebody tries out stolen cards.
@NullMarked
package com.plugipay.alarm;

import org.jspecify.annotations.NullMarked;
