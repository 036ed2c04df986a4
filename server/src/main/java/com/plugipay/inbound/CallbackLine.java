package com.plugipay.inbound;

import com.plugipay.scope.Scope;

/// The callbacks of one provider to one shop: they stand in line behind one another, and behind nobody else's.
record CallbackLine(Scope scope, String adapter) {}
