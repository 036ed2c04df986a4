/// Callbacks of the providers: stored raw, verified, and answered by asking the provider.
@NullMarked
package com.plugipay.inbound;

import org.jspecify.annotations.NullMarked;
