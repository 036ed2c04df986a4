package com.plugipay.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// Carries one mail to the SMTP server, in bounded time.
final class SmtpPostman implements Postman {
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final int REASON_LENGTH = 300;

    private final SmtpServer server;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    SmtpPostman(SmtpServer server) {
        this.server = server;
        sender.setHost(server.host());
        sender.setPort(server.port());
        sender.setProtocol(server.tlsFirst() ? "smtps" : "smtp");
        sender.setUsername(server.user());
        sender.setPassword(server.password());
        sender.setJavaMailProperties(properties());
    }

    private Properties properties() {
        String protocol = "mail." + sender.getProtocol();
        String step = Long.toString(STEP.toMillis());
        var properties = new Properties();
        properties.setProperty(protocol + ".connectiontimeout", step);
        properties.setProperty(protocol + ".timeout", step);
        properties.setProperty(protocol + ".writetimeout", step);
        properties.setProperty(protocol + ".auth", Boolean.toString(server.password() != null));
        properties.setProperty(protocol + ".ssl.checkserveridentity", "true");
        properties.setProperty(protocol + ".starttls.enable", "true");
        properties.setProperty(
                protocol + ".starttls.required",
                Boolean.toString(!server.tlsFirst() && server.password() != null && !server.isLocal()));
        return properties;
    }

    @Override
    public Delivery deliver(Mail mail) {
        var task = new FutureTask<Delivery>(() -> send(mail));
        // A server that drips keeps every step in time: only the whole has an end. Interrupting closes its socket.
        Thread thread = Thread.ofVirtual().name("mail").start(task);
        try {
            return task.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Delivery.NotNow("The server took longer than " + WHOLE.toSeconds() + " seconds.");
        } catch (ExecutionException e) {
            return new Delivery.NotNow(reason(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            return new Delivery.NotNow("Stopped while sending.");
        }
    }

    private Delivery send(Mail mail) throws MessagingException {
        try {
            sender.send(message(mail));
            return new Delivery.Sent();
        } catch (MailException e) {
            return isForGood(e) ? new Delivery.Refused(reason(e)) : new Delivery.NotNow(reason(e));
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        Letter letter = mail.letter();
        MimeMessage message = sender.createMimeMessage();
        message.setFrom(new InternetAddress(server.from(), true));
        message.setRecipients(Message.RecipientType.TO, new Address[] {new InternetAddress(letter.recipient(), true)});
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Message-ID", "<" + mail.id().text() + "@" + server.from().replaceFirst(".*@", "") + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
        var both = new MimeMultipart("alternative");
        both.addBodyPart(part(letter.text(), "plain"));
        both.addBodyPart(part(letter.html(), "html"));
        message.setContent(both);
        return message;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, StandardCharsets.UTF_8.name(), subtype);
        part.setDisposition(Part.INLINE);
        return part;
    }

    /// The server knows no such address. Anything else, a wrong password too, may be mended meanwhile.
    private static boolean isForGood(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = next(e)) {
            if (e instanceof SendFailedException failed) {
                Address[] invalid = failed.getInvalidAddresses();
                return invalid != null && invalid.length > 0;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable e) {
        if (e instanceof MailSendException send && send.getMessageExceptions().length > 0) {
            return send.getMessageExceptions()[0];
        }
        return e instanceof MessagingException messaging && messaging.getNextException() != null
                ? messaging.getNextException()
                : e.getCause();
    }

    private static String reason(Throwable thrown) {
        Throwable last = thrown;
        for (Throwable e = thrown; e != null; e = next(e)) {
            last = e;
        }
        String text = last.getMessage();
        return Outbox.oneLine(text == null ? last.getClass().getSimpleName() : text, REASON_LENGTH);
    }
}
