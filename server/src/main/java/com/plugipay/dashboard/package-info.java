/// What every dashboard page shares: frame, navigation, mode.
@NullMarked
package com.plugipay.dashboard;

import org.jspecify.annotations.NullMarked;
