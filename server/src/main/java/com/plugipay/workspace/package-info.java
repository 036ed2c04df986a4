/// Tenants, people and sign-in.
@NullMarked
package com.plugipay.workspace;

import org.jspecify.annotations.NullMarked;
