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

    private Rejected(ErrorCode code, String message, List<Detail> details, @Nullable Long retryAfterSeconds) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Rejected(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    public static Rejected invalid(String param, String message) {
        return invalid(List.of(new Detail(param, ErrorCode.VALIDATION_ERROR.wire(), message)));
    }

    public static Rejected invalid(List<Detail> details) {
        return new Rejected(ErrorCode.VALIDATION_ERROR, details.getFirst().message(), List.copyOf(details), null);
    }

    public static Rejected notFound() {
        return new Rejected(ErrorCode.NOT_FOUND, "There is nothing here.");
    }

    public static Rejected later(ErrorCode code, String message, long retryAfterSeconds) {
        return new Rejected(code, message, List.of(), retryAfterSeconds);
    }

    public ErrorCode code() {
        return code;
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
}
