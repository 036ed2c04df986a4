package com.plugipay.mail;

/// Carries one mail away, in bounded time.
interface Postman {
    /// How it went.
    sealed interface Delivery {
        record Sent() implements Delivery {}

        /// For good: another try would end the same.
        record Refused(String reason) implements Delivery {}

        record NotNow(String reason) implements Delivery {}
    }

    Delivery deliver(Mail mail);
}
