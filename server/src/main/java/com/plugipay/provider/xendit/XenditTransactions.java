package com.plugipay.provider.xendit;

import com.plugipay.provider.xendit.XenditClient.Answer;
import com.plugipay.provider.xendit.XenditClient.Caller;
import java.util.Comparator;
import java.util.List;

/// Xendit's list of transactions: the only call that finds money and refunds by our reference. What it names is asked
/// for by that name; nothing else in it is believed, and what it does not name may be there all the same.
final class XenditTransactions {
    enum Type {
        PAYMENT("py-"),
        REFUND("rfd-");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }
    }

    private final XenditClient client;

    XenditTransactions(XenditClient client) {
        this.client = client;
    }

    /// Xendit's names, the oldest first. Nothing when the key may not read transactions.
    ///
    /// @param reference ours
    List<String> named(Caller caller, Type type, String reference) {
        String path = "/transactions?types=" + type.name() + "&reference_id=" + reference;
        XenditJson.Transactions told =
                client.get(caller, path) instanceof Answer.Good good ? good.as(XenditJson.Transactions.class) : null;
        List<XenditJson.Transaction> found = told == null ? null : told.data();
        return found == null
                ? List.of()
                : found.stream()
                        .filter(one -> reference.equals(one.referenceId()))
                        .sorted(Comparator.comparing(one -> String.valueOf(one.created())))
                        .map(one -> String.valueOf(one.productId()))
                        .filter(name -> name.startsWith(type.prefix) && XenditProvider.isName(name))
                        .distinct()
                        .toList();
    }
}
