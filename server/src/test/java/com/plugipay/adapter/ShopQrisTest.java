package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.qris.PublishedCodes;
import com.plugipay.qris.QrPicture;
import com.plugipay.workspace.TestPeople;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A shop's own QRIS, as text and as a picture, over the API and in the dashboard.
class ShopQrisTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();

    @Test
    void a_text_is_kept_as_it_is() {
        assertThat(config(put(field("staticQrPayload", PublishedCodes.STATIC)).expect(200))
                        .path("staticQrPayload")
                        .asString())
                .isEqualTo(PublishedCodes.STATIC);
    }

    @ParameterizedTest
    @CsvSource({
        "CODE_BUT_ONE, checksum",
        "FOR_ONE, one payment",
        "LINK, begins with 000201",
        "CUT, longer than what follows"
    })
    void a_text_that_nobody_could_pay_is_refused_and_why(String which, String why) {
        String text = switch (which) {
            case "CODE_BUT_ONE" -> PublishedCodes.STATIC.replace("Infak", "Infaq");
            case "FOR_ONE" -> PublishedCodes.FOR_ONE_WITH_FEE;
            case "LINK" -> "https://example.com";
            default -> PublishedCodes.STATIC.substring(0, 101);
        };
        Api.Reply refused = put(field("staticQrPayload", text)).refused(400, "validation_error");
        assertThat(refused.errorParam()).isEqualTo("staticQrPayload");
        assertThat(refused.text()).contains(why);
    }

    @Test
    void the_code_is_read_from_the_file_of_a_bank() {
        JsonNode config = config(put(field("staticQrImageUrl", kept(QrPicture.png(PublishedCodes.STATIC, 6))))
                .expect(200));
        assertThat(config.path("staticQrPayload").asString()).isEqualTo(PublishedCodes.STATIC);
        assertThat(config.path("staticQrImageUrl").asString()).startsWith(SERVER.baseUrl() + "/api/v1/files/");
    }

    @Test
    void the_code_is_read_from_a_photograph_of_the_till() throws IOException {
        for (int photograph = 0; photograph < 6; photograph++) {
            byte[] picture = photographed(PublishedCodes.STATIC, new Random(photograph));
            assertThat(config(put(field("staticQrImageUrl", kept(picture))).expect(200))
                            .path("staticQrPayload")
                            .asString())
                    .as("photograph %s", photograph)
                    .isEqualTo(PublishedCodes.STATIC);
        }
    }

    @Test
    void a_picture_that_cannot_be_read_is_shown_as_it_is() {
        JsonNode config =
                config(put(field("staticQrImageUrl", kept(png(noise(300))))).expect(200));
        assertThat(config.path("staticQrPayload").isNull()).isTrue();
        assertThat(config.path("staticQrImageUrl").asString()).contains("/files/");
    }

    @Test
    void a_picture_of_another_code_is_refused() {
        assertThat(put(field("staticQrImageUrl", kept(QrPicture.png("https://example.com/menu", 6))))
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("staticQrImageUrl");
        Api.Reply one = put(field("staticQrImageUrl", kept(QrPicture.png(PublishedCodes.FOR_ONE_WITH_FEE, 6))))
                .refused(400, "validation_error");
        assertThat(one.text()).contains("one payment");
        Api.Reply differs = put("{\"staticQrImageUrl\":\"" + kept(QrPicture.png(PublishedCodes.STATIC, 6))
                        + "\",\"staticQrPayload\":\"" + PublishedCodes.STATIC_OF_A_BANK + "\"}")
                .refused(400, "validation_error");
        assertThat(differs.errorParam()).isEqualTo("staticQrImageUrl");
        put("{\"staticQrImageUrl\":\"" + kept(QrPicture.png(PublishedCodes.STATIC, 6)) + "\",\"staticQrPayload\":\""
                        + PublishedCodes.STATIC + "\"}")
                .expect(200);
    }

    @Test
    void a_picture_of_another_shop_is_not_there() {
        String url = kept(QrPicture.png(PublishedCodes.STATIC, 6));
        assertThat(SERVER.newShop()
                        .hmac()
                        .send("PUT", "/v1/adapters/manual", field("staticQrImageUrl", url), Map.of())
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("staticQrImageUrl");
    }

    @Test
    void a_replay_comes_before_what_is_wrong() {
        Map<String, String> key = Map.of("Idempotency-Key", "one");
        shop.hmac()
                .send("PUT", "/v1/adapters/manual", field("staticQrPayload", PublishedCodes.STATIC), key)
                .expect(200);
        shop.hmac()
                .send("PUT", "/v1/adapters/manual", field("staticQrPayload", "no"), key)
                .refused(409, "idempotency_mismatch");
    }

    @Test
    void the_page_shows_what_was_read_of_a_picture_and_takes_it_away_again() {
        Browser owner = TestPeople.owner(SERVER, shop, TestPeople.newEmail());
        String path = path();
        shop.hmac()
                .send("PUT", "/v1/adapters/manual", "{\"instructions\":\"Terima kasih\"}", Map.of())
                .expect(200);
        Browser.Page saved = owner.submitFile(
                owner.get(path),
                path + "/qris",
                Map.of("qrisText", ""),
                "qrisPicture",
                QrPicture.png(PublishedCodes.STATIC, 6));
        assertThat(saved.expect(303).location()).isEqualTo(path + "?notice=saved");
        assertThat(owner.get(path).html())
                .contains("Infak Sinergi Foundation", "BANDUNG", "ID2019013961279", "with the exact amount")
                .contains("Remove QRIS", "Terima kasih");

        owner.submit(owner.get(path), path + "/qris", Map.of("remove", "1")).expect(303);
        assertThat(owner.get(path).html())
                .contains("Terima kasih")
                .doesNotContain("Infak Sinergi Foundation", "Remove QRIS");
    }

    @Test
    void the_page_takes_the_text_and_says_what_is_wrong_with_it() {
        Browser owner = TestPeople.owner(SERVER, shop, TestPeople.newEmail());
        String path = path();
        Browser.Page cut = owner.submit(
                owner.get(path), path + "/qris", Map.of("qrisText", PublishedCodes.STATIC.replace("Infak", "Infaq")));
        assertThat(cut.expect(400).html()).contains("id=\"qrisText-error\"", "its checksum is wrong", "Infaq");
        assertThat(owner.submit(owner.get(path), path + "/qris", Map.of())
                        .expect(400)
                        .html())
                .contains("Choose a picture of your QRIS");
        owner.submit(owner.get(path), path + "/qris", Map.of("qrisText", PublishedCodes.STATIC + " "))
                .expect(303);
        assertThat(owner.get(path).html()).contains("Infak Sinergi Foundation");
        assertThat(owner.speaking("id").get(path + "?lang=id").html())
                .contains("QRIS toko Anda", "Kami membaca kode ini");
    }

    @Test
    void the_page_says_why_it_did_not_take_a_picture() {
        Browser owner = TestPeople.owner(SERVER, shop, TestPeople.newEmail());
        assertThat(sent(owner, "<script>".getBytes(StandardCharsets.UTF_8))
                        .expect(415)
                        .html())
                .contains("cannot be read as a picture");
        assertThat(sent(owner, QrPicture.png("https://example.com", 6))
                        .expect(400)
                        .html())
                .contains("not one for payments");
        assertThat(sent(owner, new byte[6 << 20]).expect(413).html()).contains("too large");
        sent(owner, png(noise(200))).expect(303);
        assertThat(owner.get(path()).html()).contains("could not read the code in this picture", "/api/v1/files/");
    }

    @Test
    void of_two_who_change_a_part_each_neither_brings_the_others_old_part_back() {
        Browser owner = TestPeople.owner(SERVER, shop, TestPeople.newEmail());
        put("{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1\",\"accountHolder\":\"S\"}]}")
                .expect(200);
        for (int i = 0; i < 20; i++) {
            Browser.Page page = owner.get(path());
            Browser.Page other = owner.get(path());
            String words = "round " + i;
            Map<String, String> code = i % 2 == 0 ? Map.of("qrisText", PublishedCodes.STATIC) : Map.of("remove", "1");
            Together.run(List.<Callable<Browser.Page>>of(
                    () -> owner.submit(page, path() + "/qris", code),
                    () -> owner.submit(other, path(), Map.of("instructions", words))));
            JsonNode kept =
                    shop.hmac().get("/v1/adapters").data().path("manual").path("publicConfig");
            assertThat(kept.path("instructions").asString()).as("round %s", i).isEqualTo(words);
            assertThat(kept.path("staticQrPayload").isNull()).as("round %s", i).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void a_member_and_a_stranger_change_nothing() {
        String email = TestPeople.newEmail();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(path());
        TestPeople.demote(SERVER, shop, email);
        owner.submit(page, path() + "/qris", Map.of("qrisText", PublishedCodes.STATIC))
                .expect(403);
        owner.post(path() + "/qris", Map.of("qrisText", PublishedCodes.STATIC), Map.of("Origin", owner.baseUrl()))
                .expect(403);
        assertThat(shop.hmac()
                        .get("/v1/adapters")
                        .data()
                        .path("manual")
                        .path("publicConfig")
                        .isNull())
                .isTrue();
        assertThat(owner.get(path()).expect(200).html()).doesNotContain("name=\"qrisPicture\"");
    }

    private Browser.Page sent(Browser owner, byte[] picture) {
        return owner.submitFile(owner.get(path()), path() + "/qris", Map.of("qrisText", ""), "qrisPicture", picture);
    }

    private String path() {
        return "/dashboard/" + shop.slug() + "/test/settings/manual";
    }

    private static JsonNode config(Api.Reply reply) {
        return reply.data().path("publicConfig");
    }

    private static String field(String name, String value) {
        return "{\"" + name + "\":\"" + value + "\"}";
    }

    private Api.Reply put(String body) {
        return shop.hmac().send("PUT", "/v1/adapters/manual", body, Map.of());
    }

    /// Uploads a picture and answers its url.
    private String kept(byte[] picture) {
        byte[] head = """
                --edge
                Content-Disposition: form-data; name="file"; filename="x.png"
                Content-Type: image/png

                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(picture);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return shop.bearer()
                .sendBytes(
                        "POST",
                        "/v1/uploads/image",
                        body.toByteArray(),
                        Map.of("Content-Type", "multipart/form-data; boundary=edge"))
                .expect(201)
                .data("url");
    }

    /// A sticker on a coloured wall, turned a little, in uneven light, not quite in focus.
    private static byte[] photographed(String text, Random random) throws IOException {
        BufferedImage code = ImageIO.read(new ByteArrayInputStream(QrPicture.png(text, 9)));
        var photo = new BufferedImage(1_400, 1_050, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setColor(new Color(180, 60 + random.nextInt(100), 70));
        graphics.fillRect(0, 0, 1_400, 1_050);
        graphics.rotate(Math.toRadians(random.nextInt(-25, 26)), 700, 525);
        graphics.drawImage(code, 420 + random.nextInt(60), 240 + random.nextInt(60), null);
        graphics.dispose();
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                var colour = new Color(photo.getRGB(x, y));
                int light = 60 * x / photo.getWidth() + random.nextInt(30);
                photo.setRGB(
                        x,
                        y,
                        new Color(
                                        Math.clamp(colour.getRed() * 7L / 10 + light, 0, 255),
                                        Math.clamp(colour.getGreen() * 7L / 10 + light, 0, 255),
                                        Math.clamp(colour.getBlue() * 7L / 10 + light, 0, 255))
                                .getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpeg", out);
        return out.toByteArray();
    }

    private static BufferedImage noise(int side) {
        var random = new Random(1);
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt(0x1000000));
        }
        return image;
    }

    private static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
