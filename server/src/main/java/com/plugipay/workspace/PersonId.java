package com.plugipay.workspace;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;

/// `usr_…`: a person who signs in.
public record PersonId(String text) implements Id {
    private static final String PREFIX = "usr";

    public PersonId {
        Ids.check(PREFIX, text);
    }

    static PersonId next(Ids ids) {
        return new PersonId(ids.next(PREFIX));
    }
}
