/// What the launcher can be asked for.
@NullMarked
package com.plugipay.command;

import org.jspecify.annotations.NullMarked;
