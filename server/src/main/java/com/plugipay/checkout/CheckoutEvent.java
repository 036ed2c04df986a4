package com.plugipay.checkout;

import com.plugipay.event.DomainEvent;

/// Facts about checkout sessions.
sealed interface CheckoutEvent extends DomainEvent {
    record Created() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.created.v1";
        }
    }

    record PendingReview() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.pending_review.v1";
        }
    }

    record Rejected() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.rejected.v1";
        }
    }

    record Completed() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.completed.v1";
        }
    }

    record Expired() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.expired.v1";
        }
    }

    record Canceled() implements CheckoutEvent {
        @Override
        public String type() {
            return "plugipay.checkout_session.canceled.v1";
        }
    }
}
