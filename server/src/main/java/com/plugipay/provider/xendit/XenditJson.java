package com.plugipay.provider.xendit;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Xendit's messages, field by field as far as we use them.
final class XenditJson {
    private XenditJson() {}

    record Problem(
            @JsonProperty("error_code") @Nullable String errorCode,
            @Nullable String message) {}

    record Balance(@Nullable Object balance) {}

    record NewAccount(
            String email,
            String type,
            @JsonProperty("public_profile") PublicProfile publicProfile) {}

    record PublicProfile(@JsonProperty("business_name") String businessName) {}

    record Account(@Nullable String id, @Nullable String status) {}
}
