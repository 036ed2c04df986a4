/// The benchmark behind `bin/bench`: what the product serves, beside what its database could do at best.
@NullMarked
package com.plugipay.bench;

import org.jspecify.annotations.NullMarked;
