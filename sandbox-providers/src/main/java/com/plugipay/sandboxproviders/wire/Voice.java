package com.plugipay.sandboxproviders.wire;

/// How a provider words what is not an answer to a call.
public interface Voice {

    /// A fault of the server itself, 5xx.
    Answer failure(int status);

    /// Nothing is at this path.
    Answer unknown(Request request);
}
