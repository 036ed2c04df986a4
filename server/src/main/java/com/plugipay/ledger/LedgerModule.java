package com.plugipay.ledger;

import com.plugipay.id.Ids;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the ledger.
@Configuration(proxyBeanMethods = false)
public class LedgerModule {
    @Bean
    LedgerStore ledgerStore() {
        return new LedgerStore();
    }

    @Bean
    Ledger ledger(LedgerStore store, Ids ids) {
        return new Ledger(store, ids);
    }
}
