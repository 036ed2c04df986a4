/// The ground under the three servers: HTTP, knobs, callbacks, time, certificates. It knows no provider.
@NullMarked
package com.plugipay.sandboxproviders.wire;

import org.jspecify.annotations.NullMarked;
