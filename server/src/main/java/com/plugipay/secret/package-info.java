/// Encryption at rest.
@NullMarked
package com.plugipay.secret;

import org.jspecify.annotations.NullMarked;
