/// Callers, idempotency, errors to responses, paging, pages.
@NullMarked
package com.plugipay.http;

import org.jspecify.annotations.NullMarked;
