/// The database: transactions, row-level scope, migrations, the embedded PostgreSQL.
@NullMarked
package com.plugipay.db;

import org.jspecify.annotations.NullMarked;
