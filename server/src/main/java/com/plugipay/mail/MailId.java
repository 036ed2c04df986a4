package com.plugipay.mail;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `mail_…`: one mail.
public record MailId(String text) implements Id {
    private static final String PREFIX = "mail";

    public MailId {
        Ids.check(PREFIX, text);
    }

    static MailId next(Ids ids) {
        return new MailId(ids.next(PREFIX));
    }

    public static Optional<MailId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new MailId(text)) : Optional.empty();
    }
}
