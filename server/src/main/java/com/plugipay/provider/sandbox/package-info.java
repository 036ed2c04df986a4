/// The built-in provider of test mode: no money moves.
@NullMarked
package com.plugipay.provider.sandbox;

import org.jspecify.annotations.NullMarked;
