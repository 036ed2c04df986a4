/// Mail: written in the transaction of what it tells of, sent afterwards. In test mode nothing is ever sent.
@NullMarked
package com.plugipay.mail;

import org.jspecify.annotations.NullMarked;
