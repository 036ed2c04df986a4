/// The servers seen from outside: over HTTP, and by the providers' own clients.
@NullMarked
package com.plugipay.sandboxproviders;

import org.jspecify.annotations.NullMarked;
