package com.plugipay.mail;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires mail.
@Configuration(proxyBeanMethods = false)
public class MailModule {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /// Where mail goes; null when nowhere.
    public record Route(@Nullable SmtpServer server) {}

    @Bean
    MailStore mailStore() {
        return new MailStore();
    }

    @Bean
    Outbox outbox(MailStore store, Ids ids, Route route) {
        return new Outbox(store, ids, route.server() != null);
    }

    @Bean
    SendMail sendMail(Database database, MailStore store, Route route, WorkspaceTime time) {
        SmtpServer server = route.server();
        return new SendMail(database, store, server == null ? null : late(server), time);
    }

    @Bean
    Sweep mailSweep(SendMail send) {
        return new Sweep("send-mail", LOOK_EVERY, send::lookOnce);
    }

    /// Made with the first mail: a start does without the mail library.
    private static Postman late(SmtpServer server) {
        var made = new AtomicReference<@Nullable Postman>();
        return mail -> {
            Postman postman = made.get();
            if (postman == null) {
                postman = new SmtpPostman(server);
                made.set(postman);
            }
            return postman.deliver(mail);
        };
    }
}
