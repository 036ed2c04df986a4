package com.plugipay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test class that breaks the shared database's rules on purpose and leaves it so: the oracle does not look.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LeavesFindings {
    /// Why it has to.
    String value();
}
