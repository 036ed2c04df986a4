/// Payment codes: the text of a QRIS, and any text as a QR picture.
@NullMarked
package com.plugipay.qris;

import org.jspecify.annotations.NullMarked;
