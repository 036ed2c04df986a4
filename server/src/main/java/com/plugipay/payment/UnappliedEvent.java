package com.plugipay.payment;

import com.plugipay.event.DomainEvent;

/// Facts about money that fits no open session.
public sealed interface UnappliedEvent extends DomainEvent {
    record Arrived() implements UnappliedEvent {
        @Override
        public String type() {
            return "payment.unapplied";
        }
    }

    record Applied() implements UnappliedEvent {
        @Override
        public String type() {
            return "plugipay.unapplied_payment.applied.v1";
        }
    }

    record Refunded() implements UnappliedEvent {
        @Override
        public String type() {
            return "plugipay.unapplied_payment.refunded.v1";
        }
    }
}
