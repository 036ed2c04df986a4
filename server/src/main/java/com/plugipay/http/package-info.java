/// The web ground: page layout, texts, static files, errors. It knows no product noun.
@NullMarked
package com.plugipay.http;

import org.jspecify.annotations.NullMarked;
