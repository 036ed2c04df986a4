/// Plugipay: one package per noun a merchant would say. ARCHITECTURE.md has the map.
@NullMarked
package com.plugipay;

import org.jspecify.annotations.NullMarked;
