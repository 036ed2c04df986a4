/// The log of what people and keys did to money, settings and access, its chain, and the checks of the money.
@NullMarked
package com.plugipay.audit;

import org.jspecify.annotations.NullMarked;
