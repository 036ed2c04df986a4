/// Whose data: a workspace in a mode.
@NullMarked
package com.plugipay.scope;

import org.jspecify.annotations.NullMarked;
