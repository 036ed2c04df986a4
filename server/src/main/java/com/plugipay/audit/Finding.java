package com.plugipay.audit;

/// Something that must not be so.
///
/// @param check its name, `A03`
/// @param objectId what it was found at: an id, or a currency
public record Finding(String check, String objectId, String message) {}
