package com.plugipay.ledger;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
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

    @Bean
    LedgerCsv ledgerCsv(Database database, LedgerStore store, WorkspaceTime time) {
        return new LedgerCsv(database, store, time, LedgerCsv.MOST_ENTRIES);
    }

    @Bean
    LedgerApi ledgerApi(Database database, LedgerStore store, LedgerCsv csv, Answers answers, RateLimits limits) {
        return new LedgerApi(database, store, csv, answers, limits);
    }

    @Bean
    LedgerPages ledgerPages(
            Database database, LedgerStore store, LedgerCsv csv, Pages pages, RateLimits limits, WorkspaceTime time) {
        return new LedgerPages(database, store, csv, new LedgerView(pages), limits, time);
    }
}
