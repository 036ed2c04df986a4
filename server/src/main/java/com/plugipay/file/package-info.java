/// Pictures that people upload: told from their bytes, drawn anew, kept in the database.
@NullMarked
package com.plugipay.file;

import org.jspecify.annotations.NullMarked;
