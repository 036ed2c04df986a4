package com.plugipay.provider;

/// How an action at the provider ended.
public enum ActionResult {
    PASSED,
    FAILED
}
