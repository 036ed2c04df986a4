package com.plugipay.payment;

import com.plugipay.provider.Instrument;

/// Where one try to pay stands.
///
/// ```
/// Created ──▶ RequiresAction ──▶ Succeeded | Failed | Voided
///    └──▶ Succeeded | Failed | InDoubt ──▶ any of them, once the provider has told
/// Failed | Voided ──▶ Succeeded, on proof of a capture while the session takes money
/// ```
public sealed interface AttemptState {
    /// Claimed: the provider is being called, or we died while calling it.
    record Created() implements AttemptState {}

    /// The customer holds this and must act on it.
    record RequiresAction(Instrument instrument) implements AttemptState {}

    /// We do not know whether the provider charged.
    record InDoubt() implements AttemptState {}

    record Succeeded() implements AttemptState {}

    /// @param code an error code, snake_case
    record Failed(String code, String message) implements AttemptState {}

    record Voided() implements AttemptState {}

    default boolean isLive() {
        return switch (this) {
            case Created _, RequiresAction _, InDoubt _ -> true;
            case Succeeded _, Failed _, Voided _ -> false;
        };
    }

    /// As in tables and JSON.
    default String wire() {
        return switch (this) {
            case Created _ -> "created";
            case RequiresAction _ -> "requires_action";
            case InDoubt _ -> "in_doubt";
            case Succeeded _ -> "succeeded";
            case Failed _ -> "failed";
            case Voided _ -> "voided";
        };
    }
}
