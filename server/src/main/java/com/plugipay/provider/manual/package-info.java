/// Money that a person looks for: bank transfer, the shop's own QRIS, cash and the card machine.
@NullMarked
package com.plugipay.provider.manual;

import org.jspecify.annotations.NullMarked;
