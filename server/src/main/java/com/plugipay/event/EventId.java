package com.plugipay.event;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;

/// `evt_…`
public record EventId(String text) implements Id {
    static final String PREFIX = "evt";

    public EventId {
        Ids.check(PREFIX, text);
    }
}
