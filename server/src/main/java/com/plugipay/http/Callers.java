package com.plugipay.http;

/// Finds out who sent a request. Declared here, known by `workspace`.
public interface Callers {
    /// Throws Rejected with a 401 code when the credential is missing or wrong in any way.
    Caller identify(ApiRequest request);
}
