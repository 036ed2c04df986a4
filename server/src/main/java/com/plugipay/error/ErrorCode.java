package com.plugipay.error;

import java.util.Locale;

/// Every code we answer with. docs/errors.md is the same table for people; a test compares the two.
public enum ErrorCode {
    VALIDATION_ERROR(400),
    NO_METHODS(400),
    INVALID_REQUEST(400),
    CARD_NOT_ACCEPTED(400),
    CANNOT_REVOKE_CURRENT(400),
    UNAUTHORIZED(401),
    INVALID_SIGNATURE(401),
    INVALID_KEY(401),
    TIMESTAMP_SKEW(401),
    INVALID_CREDENTIALS(401),
    TOTP_REQUIRED(401),
    CARD_DECLINED(402),
    INSUFFICIENT_FUNDS(402),
    AUTHENTICATION_FAILED(402),
    PROVIDER_DECLINED(402),
    PERSON_ONLY(403),
    INSUFFICIENT_SCOPE(403),
    ROLE_FORBIDDEN(403),
    STEP_UP_REQUIRED(403),
    TEST_MODE_ONLY(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    CONFLICT(409),
    INVALID_TRANSITION(409),
    IDEMPOTENCY_MISMATCH(409),
    IDEMPOTENCY_IN_PROGRESS(409),
    ALREADY_QUEUED(409),
    ENDPOINT_DISABLED(409),
    MANAGED_UNAVAILABLE(409),
    SELF_HOSTED(409),
    GONE(410),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    REFUND_NOT_SUPPORTED(422),
    REFUND_WINDOW_CLOSED(422),
    RATE_LIMITED(429),
    TOO_MANY_ATTEMPTS(429),
    INTERNAL_ERROR(500),
    UPSTREAM_ERROR(502),
    SERVICE_UNAVAILABLE(503);

    private final int status;
    private final String wire;

    ErrorCode(int status) {
        this.status = status;
        this.wire = name().toLowerCase(Locale.ROOT);
    }

    public int status() {
        return status;
    }

    public String wire() {
        return wire;
    }
}
