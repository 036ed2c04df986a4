package com.plugipay.customer;

import com.plugipay.event.DomainEvent;

/// Facts about customers.
sealed interface CustomerEvent extends DomainEvent {
    record Created() implements CustomerEvent {
        @Override
        public String type() {
            return "plugipay.customer.created.v1";
        }
    }

    record Updated() implements CustomerEvent {
        @Override
        public String type() {
            return "plugipay.customer.updated.v1";
        }
    }

    record Deleted() implements CustomerEvent {
        @Override
        public String type() {
            return "plugipay.customer.deleted.v1";
        }
    }
}
