/// The append-only log of facts.
@NullMarked
package com.plugipay.event;

import org.jspecify.annotations.NullMarked;
