package com.plugipay.refund;

import com.plugipay.event.DomainEvent;

/// Facts about refunds.
sealed interface RefundEvent extends DomainEvent {
    record Pending() implements RefundEvent {
        @Override
        public String type() {
            return "plugipay.refund.pending.v1";
        }
    }

    record Issued() implements RefundEvent {
        @Override
        public String type() {
            return "plugipay.refund.issued.v1";
        }
    }

    record Failed() implements RefundEvent {
        @Override
        public String type() {
            return "plugipay.refund.failed.v1";
        }
    }
}
