package com.plugipay.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one way to refuse a client. Carries no stack trace: a refusal is an answer, not an accident.
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// One wrong field.
    public record Detail(String param, String code, String message) {}

    private final ErrorCode code;
    private final transient List<Detail> details;
    private final @Nullable Long retryAfterSeconds;
    private final boolean openEnded;
    private final String wireCode;
    private final @Nullable String resourceId;

    private Rejected(
            ErrorCode code,
            String wireCode,
            String message,
            List<Detail> details,
            @Nullable Long retryAfterSeconds,
            boolean openEnded,
            @Nullable String resourceId) {
        super(message, null, false, false);
        this.code = code;
        this.wireCode = wireCode;
        this.details = details;
        this.retryAfterSeconds = retryAfterSeconds;
        this.openEnded = openEnded;
        this.resourceId = resourceId;
    }

    public Rejected(ErrorCode code, String message) {
        this(code, code.wire(), message, List.of(), null, false, null);
    }

    /// A refund that a provider refused, in the provider's own code; `resourceId` names the row that recorded it.
    public static Rejected refund(String providerCode, String message, String resourceId) {
        return new Rejected(ErrorCode.REFUND_NOT_SUPPORTED, providerCode, message, List.of(), null, false, resourceId);
    }

    public static Rejected invalid(String param, String message) {
        return invalid(List.of(new Detail(param, ErrorCode.VALIDATION_ERROR.wire(), message)));
    }

    public static Rejected invalid(List<Detail> details) {
        return new Rejected(
                ErrorCode.VALIDATION_ERROR,
                ErrorCode.VALIDATION_ERROR.wire(),
                details.getFirst().message(),
                List.copyOf(details),
                null,
                false,
                null);
    }

    /// What `param` names does not allow it, because of something else that `resourceId` names.
    public static Rejected conflict(String param, String message, String resourceId) {
        return new Rejected(
                ErrorCode.CONFLICT,
                ErrorCode.CONFLICT.wire(),
                message,
                List.of(new Detail(param, ErrorCode.CONFLICT.wire(), message)),
                null,
                false,
                resourceId);
    }

    public static Rejected notFound() {
        return new Rejected(ErrorCode.NOT_FOUND, "There is nothing here.");
    }

    public static Rejected later(ErrorCode code, String message, long retryAfterSeconds) {
        return new Rejected(code, code.wire(), message, List.of(), retryAfterSeconds, false, null);
    }

    /// For now, and nobody knows how long: whoever wants to know asks again after these seconds.
    public static Rejected forNow(ErrorCode code, String message, long askAgainSeconds) {
        return new Rejected(code, code.wire(), message, List.of(), askAgainSeconds, true, null);
    }

    public ErrorCode code() {
        return code;
    }

    /// The code as clients read it: of our list, or the provider's own.
    public String wireCode() {
        return wireCode;
    }

    public @Nullable String resourceId() {
        return resourceId;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public List<Detail> details() {
        return details;
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// Whether it may still be refused after [#retryAfterSeconds]: no promise of a time to a person.
    public boolean isOpenEnded() {
        return openEnded;
    }
}
