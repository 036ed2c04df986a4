package com.plugipay.payment;

import com.plugipay.event.DomainEvent;

/// Facts about payments and their attempts.
public sealed interface PaymentEvent extends DomainEvent {
    record Succeeded() implements PaymentEvent {
        @Override
        public String type() {
            return "payment.succeeded";
        }
    }

    record Failed() implements PaymentEvent {
        @Override
        public String type() {
            return "payment.failed";
        }
    }

    record Refunded() implements PaymentEvent {
        @Override
        public String type() {
            return "payment.refunded";
        }
    }
}
