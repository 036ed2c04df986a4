/// The product in a real browser, as the person who pays and the person who sells use it.
@NullMarked
package com.plugipay.browser;

import org.jspecify.annotations.NullMarked;
