package com.plugipay.customer;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `cus_…`: somebody a merchant sells to.
public record CustomerId(String text) implements Id {
    private static final String PREFIX = "cus";

    public CustomerId {
        Ids.check(PREFIX, text);
    }

    static CustomerId next(Ids ids) {
        return new CustomerId(ids.next(PREFIX));
    }

    public static Optional<CustomerId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new CustomerId(text)) : Optional.empty();
    }
}
