package com.plugipay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.job.Jobs;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Mail as it leaves over real SMTP, and as it does not.
class MailTest {
    private static final int PORT = freePort();
    private static final TestServer SERVER = start();

    private final Shop shop = SERVER.newShop();
    private final Sql sql = Sql.of(SERVER);
    private final GreenMail smtp = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static TestServer start() {
        TestServer server = TestServer.start(Map.of(
                "PLUGIPAY_RATE_LIMIT_FACTOR",
                "0",
                "PLUGIPAY_SMTP_URL",
                "smtp://127.0.0.1:" + PORT + "?from=toko@plugipay.test"));
        // Only the tests look, so that they know when.
        server.running().part(Jobs.class).close();
        return server;
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @AfterEach
    void quiet() {
        smtp.stop();
        sql.update("update mail set status = 'failed', next_try_at = null where status = 'pending'");
    }

    @Test
    void a_live_mail_goes_out_as_text_and_html() throws Exception {
        smtp.start();
        String id = write(Mode.LIVE, letter("sari@example.com", "Struk Kopi ☕"));
        look();
        MimeMessage message = received().getFirst();
        assertThat(message.getSubject()).isEqualTo("Struk Kopi ☕");
        assertThat(message.getFrom()[0]).hasToString("toko@plugipay.test");
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getMessageID()).isEqualTo("<" + id + "@plugipay.test>");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).hasToString("Terima kasih ☕");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).hasToString("<p>Terima kasih ☕</p>");
        assertThat(state(id)).isEqualTo("sent 1");
        look();
        assertThat(received()).hasSize(1);
    }

    @Test
    void a_refused_connection_is_tried_again() {
        String id = write(Mode.LIVE, letter("sari@example.com", "Halo"));
        look();
        assertThat(state(id)).isEqualTo("pending 1");
        smtp.start();
        look();
        assertThat(received()).isEmpty();
        SERVER.advance(Duration.ofMinutes(2));
        look();
        assertThat(received()).hasSize(1);
        assertThat(state(id)).isEqualTo("sent 2");
    }

    @Test
    void after_the_last_try_it_has_failed_and_says_why() {
        String id = write(Mode.LIVE, letter("sari@example.com", "Halo"));
        for (int i = 0; i < 9; i++) {
            look();
            SERVER.advance(Duration.ofHours(13));
        }
        assertThat(state(id)).isEqualTo("failed 7");
        assertThat(sql.texts("select last_error from mail where id = ?", id).getFirst())
                .containsIgnoringCase("connect");
        smtp.start();
        look();
        assertThat(received()).isEmpty();
    }

    @Test
    void two_sweeps_send_one_mail_once() throws Exception {
        smtp.start();
        for (int i = 0; i < 10; i++) {
            write(Mode.LIVE, letter("sari@example.com", "Nomor " + i));
        }
        var looks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 4; i++) {
            looks.add(() -> {
                look();
                return true;
            });
        }
        Together.run(looks);
        assertThat(received()).hasSize(10);
    }

    @Test
    void a_mail_of_test_mode_stays_here() {
        smtp.start();
        String id = write(Mode.TEST, letter("sari@example.com", "Halo"));
        look();
        SERVER.advance(Duration.ofDays(2));
        look();
        assertThat(state(id)).isEqualTo("kept 0");
        assertThat(received()).isEmpty();
    }

    @Test
    void nothing_written_can_add_a_header() throws Exception {
        smtp.start();
        write(Mode.LIVE, letter("sari@example.com", "Halo\r\nBcc: evil@example.com\r\n\r\nIsi"));
        String bad = write(Mode.LIVE, letter("sari@example.com\r\nBcc: evil@example.com", "Halo"));
        look();
        assertThat(received()).hasSize(1);
        MimeMessage message = received().getFirst();
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("\nBcc:");
        assertThat(state(bad)).isEqualTo("failed 0");
    }

    @Test
    void a_receipt_is_written_once() {
        var receipt = new Letter("receipt", "pay_" + shop.slug(), "sari@example.com", "Struk", "x", "<p>x</p>");
        write(Mode.TEST, receipt);
        write(Mode.TEST, receipt);
        assertThat(sql.number("select count(*) from mail where object_id = ?", receipt.objectId()))
                .isEqualTo(1);
    }

    @Test
    void without_a_server_a_live_mail_is_kept_as_failed() {
        TestServer plain = TestServer.shared();
        Shop other = plain.newShop();
        var scope = new Scope(other.workspace(), Mode.LIVE);
        plain.running().part(Database.class).inTransaction(scope, tx -> {
            plain.running().part(Outbox.class).write(tx, scope, letter("a@b.test", "Halo"), plain.now());
            return true;
        });
        Browser owner = TestPeople.owner(plain, other);
        String list = "/dashboard/" + other.slug() + "/live/mail";
        String page = owner.get(list).expect(200).html();
        assertThat(page).contains("Not sent", "a@b.test");
        String path = page.replaceAll("(?s).*href=\"(" + list + "/mail_[0-9A-Z]+)\".*", "$1");
        assertThat(owner.get(path).expect(200).html()).contains("PLUGIPAY_SMTP_URL");
    }

    @Test
    void the_test_outbox_shows_what_would_have_been_sent() {
        Browser owner = TestPeople.owner(SERVER, shop);
        String list = "/dashboard/" + shop.slug() + "/test/mail";
        assertThat(owner.get(list).expect(200).html()).contains("Test outbox", "No mail yet");
        String id = write(
                Mode.TEST,
                new Letter("link", "cs_1", "sari@example.com", "<b>Halo</b>", "Isi", "<script>x()</script>"));
        assertThat(owner.get(list).expect(200).html()).contains("&lt;b&gt;Halo", "Kept here");
        assertThat(owner.get(list + "/" + id).expect(200).html())
                .contains("Isi", "sari@example.com")
                .doesNotContain("<script>x()");
        Browser.Page html = owner.get(list + "/" + id + "/html").expect(200);
        assertThat(html.headers("Content-Security-Policy").getFirst()).startsWith("sandbox; default-src 'none'");
        owner.get("/dashboard/" + shop.slug() + "/live/mail/" + id).expect(404);
        assertThat(owner.get(list + "?lang=id").expect(200).html()).contains("Kotak keluar tes");
    }

    private static Letter letter(String recipient, String subject) {
        return new Letter("link", "cs_1", recipient, subject, "Terima kasih ☕", "<p>Terima kasih ☕</p>");
    }

    private String write(Mode mode, Letter letter) {
        var scope = new Scope(shop.workspace(), mode);
        SERVER.running().part(Database.class).inTransaction(scope, tx -> {
            SERVER.running().part(Outbox.class).write(tx, scope, letter, SERVER.now());
            return true;
        });
        return sql.texts(
                        "select id from mail where workspace_id = ? order by id desc limit 1",
                        shop.workspace().text())
                .getFirst();
    }

    private static void look() {
        SERVER.running().part(SendMail.class).lookOnce();
    }

    private List<MimeMessage> received() {
        return List.of(smtp.getReceivedMessages());
    }

    private String state(String id) {
        return sql.texts("select status || ' ' || tries from mail where id = ?", id)
                .getFirst();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
