package com.plugipay.receipt;

import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.db.Database;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.mail.Outbox;
import com.plugipay.payment.PaymentTaken;
import com.plugipay.payment.Payments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires receipts.
@Configuration(proxyBeanMethods = false)
public class ReceiptModule {
    @Bean
    PaymentTaken mailOfThePayment(CheckoutSessions sessions, Pages pages, Install install, Outbox outbox) {
        return new ReceiptMail(sessions, pages, install, outbox);
    }

    @Bean
    ReceiptPages receiptPages(
            Database database,
            CheckoutSessions sessions,
            Payments payments,
            Pages pages,
            Install install,
            RateLimits limits,
            ClientAddress address) {
        return new ReceiptPages(database, sessions, payments, pages, install, limits, address);
    }
}
