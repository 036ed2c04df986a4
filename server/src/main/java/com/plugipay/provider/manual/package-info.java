/// Money that a person looks for: bank transfer and cash.
@NullMarked
package com.plugipay.provider.manual;

import org.jspecify.annotations.NullMarked;
