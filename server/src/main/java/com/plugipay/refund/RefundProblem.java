package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.error.Rejected;
import org.jspecify.annotations.Nullable;

/// Why a refund that a form asked for did not happen.
///
/// @param key of the sentence
/// @param message what the provider said; null when it was not asked
/// @param reopens whether the next sending is another refund
record RefundProblem(String key, @Nullable String message, boolean reopens) {
    static RefundProblem refused(String message) {
        return new RefundProblem("refund.problem.refused", message, true);
    }

    /// Throws again what is no outcome of the form.
    static RefundProblem of(Rejected rejected) {
        return switch (rejected.code()) {
            case VALIDATION_ERROR -> new RefundProblem("refund.problem.check", null, true);
            case CONFLICT -> new RefundProblem("refund.problem.conflict", null, true);
            case REFUND_NOT_SUPPORTED -> new RefundProblem("refund.problem.not-supported", null, true);
            case REFUND_WINDOW_CLOSED -> new RefundProblem("refund.problem.window-closed", null, true);
            // Sent before and come back with other content: the next sending is another refund.
            case IDEMPOTENCY_MISMATCH -> new RefundProblem("refund.problem.again", null, true);
            case IDEMPOTENCY_IN_PROGRESS -> new RefundProblem("refund.problem.running", null, false);
            default -> throw rejected;
        };
    }

    String in(DashboardFrame frame) {
        return message == null ? frame.t(key) : frame.t(key, message);
    }
}
