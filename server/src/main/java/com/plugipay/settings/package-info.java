/// What a workspace chose: brand, business, payment methods.
@NullMarked
package com.plugipay.settings;

import org.jspecify.annotations.NullMarked;
