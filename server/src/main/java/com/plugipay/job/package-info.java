/// Durable jobs, in the same database.
@NullMarked
package com.plugipay.job;

import org.jspecify.annotations.NullMarked;
