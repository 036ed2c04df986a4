package com.plugipay.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures as merchants send them, and as people with other intentions do.
class FileTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String UPLOAD = "/v1/uploads/image";
    private static final String LOSSY = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=";
    private static final String LOSSLESS = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";
    private static final String ANIMATED =
            "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAA"
                    + "AAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA";

    private final Shop shop = SERVER.newShop();

    @Test
    void a_picture_is_kept_and_everybody_who_knows_its_name_may_see_it() throws IOException {
        Api.Reply kept = upload(png(100, 50)).expect(201);
        assertThat(kept.data().propertyNames()).containsExactlyInAnyOrder("url", "fileName", "fileSize");
        assertThat(kept.data("url")).matches("/api/v1/files/[A-Za-z0-9_-]{32}\\.png");
        Api.Reply seen = shop.anonymous().get(kept.data("url")).expect(200);
        assertThat(seen.bytes()).hasSize(kept.data().path("fileSize").asInt());
        BufferedImage image = read(seen.bytes());
        assertThat(image.getWidth()).isEqualTo(100);
        assertThat(image.getHeight()).isEqualTo(50);
        assertThat(seen.header("Content-Type")).isEqualTo("image/png");
        assertThat(seen.response().headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        assertThat(seen.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(seen.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(seen.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(shop.anonymous()
                        .get(kept.data("url").replace("/api", ""))
                        .expect(200)
                        .bytes())
                .isEqualTo(seen.bytes());
    }

    /// One shop's picture that takes long is not in the way of the others'.
    @Test
    void while_one_picture_is_looked_at_another_is_drawn() throws Exception {
        var pictures = new Pictures();
        var looking = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> slow = threads.submit(() -> pictures.look(png(50, 50), image -> {
                looking.countDown();
                return await(done);
            }));
            assertThat(await(looking)).isTrue();
            Future<Picture> other = threads.submit(() -> pictures.redraw(png(60, 60)));
            assertThat(other.get(5, TimeUnit.SECONDS).extension()).isEqualTo("png");
            done.countDown();
            assertThat(slow.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(8, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void what_all_pictures_take_together_has_an_end() throws Exception {
        var wide = png(3_999, 3_999);
        assertThat(new Drawing(wide, PictureType.PNG).megabytes()).isBetween(90, 120);
        assertThat(new Drawing(png(50, 50), PictureType.PNG).megabytes()).isBetween(36, 40);
        var pictures = new Pictures();
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        Together.times(
                6,
                () -> pictures.look(wide, image -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    now.decrementAndGet();
                    return image.getWidth();
                }));
        assertThat(most).hasValue(1);
    }

    @Test
    void the_same_key_keeps_one_picture_whatever_the_boundary() {
        Api.Reply first =
                send("aaa", "file", png(5, 5), Map.of("Idempotency-Key", "one")).expect(201);
        Api.Reply again =
                send("bbb", "file", png(5, 5), Map.of("Idempotency-Key", "one")).expect(201);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        send("aaa", "file", png(6, 5), Map.of("Idempotency-Key", "one")).refused(409, "idempotency_mismatch");
    }

    @Test
    void a_signature_counts_the_body_as_empty() {
        shop.hmac()
                .sendBytes("POST", UPLOAD, body("x", "file", png(5, 5)), type("x"))
                .expect(201);
        shop.anonymous()
                .exchange("POST", UPLOAD, body("x", "file", png(5, 5)), type("x"))
                .refused(401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
                "GIF89a......",
                "%PDF-1.7",
                "<html>",
                "\u0089PNG\r\n\u001a\n<script>x()</script>",
                "\u00ff\u00d8\u00ff<script>",
                "RIFF....WEBP<script>",
                "x",
                ""
            })
    void what_is_not_a_picture_is_refused(String content) {
        upload(content.getBytes(StandardCharsets.ISO_8859_1)).refused(415, "unsupported_media_type");
    }

    @Test
    void what_hangs_on_to_a_picture_is_not_kept() {
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        Api.Reply kept = upload(joined(png(5, 5), script)).expect(201);
        assertThat(shop.anonymous().get(kept.data("url")).text()).doesNotContain("script");
    }

    @Test
    void a_photograph_is_turned_upright_and_loses_where_it_was_taken() throws IOException {
        Api.Reply kept = upload(withExif(jpeg(120, 40))).expect(201);
        byte[] seen = shop.anonymous().get(kept.data("url")).expect(200).bytes();
        assertThat(new String(seen, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS-6.2");
        BufferedImage image = read(seen);
        assertThat(image.getWidth()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(120);
        // Its left was red: turned a quarter to the right, red is on top.
        assertThat(new Color(image.getRGB(20, 10)).getRed()).isGreaterThan(200);
        assertThat(new Color(image.getRGB(20, 110)).getRed()).isLessThan(60);
    }

    @Test
    void a_picture_for_print_is_read() throws IOException {
        Api.Reply kept = upload(cmyk()).expect(201);
        assertThat(read(shop.anonymous().get(kept.data("url")).bytes()).getWidth())
                .isEqualTo(32);
    }

    @Test
    void webp_is_read() {
        upload(Base64.getDecoder().decode(LOSSY)).expect(201);
        upload(Base64.getDecoder().decode(LOSSLESS)).expect(201);
        assertThat(upload(Base64.getDecoder().decode(ANIMATED)).status()).isIn(201, 415);
    }

    @Test
    void a_picture_that_would_be_enormous_is_refused_by_its_header() {
        upload(pngHeader(50_000, 50_000)).refused(413, "payload_too_large");
        upload(pngHeader(1_000_000, 1)).refused(413, "payload_too_large");
        upload(pngHeader(0, 1)).refused(415, "unsupported_media_type");
    }

    @Test
    void a_large_picture_is_made_smaller() throws IOException {
        Api.Reply kept = upload(png(7_000, 5_000)).expect(201);
        BufferedImage image = read(shop.anonymous().get(kept.data("url")).bytes());
        assertThat(image.getWidth()).isEqualTo(2_000);
        assertThat(image.getHeight()).isBetween(1_427, 1_430);
        Api.Reply small = shop.anonymous().get(kept.data("url") + "?size=small").expect(200);
        assertThat(read(small.bytes()).getWidth()).isEqualTo(96);
        assertThat(small.header("Content-Type")).isEqualTo("image/png");
    }

    @Test
    void a_picture_cut_short_is_refused_or_drawn_but_breaks_nothing() {
        byte[] png = png(300, 300);
        byte[] jpeg = jpeg(300, 300);
        for (int part = 1; part < 8; part++) {
            assertThat(upload(Arrays.copyOf(png, png.length * part / 8)).status())
                    .isIn(201, 415);
            assertThat(upload(Arrays.copyOf(jpeg, jpeg.length * part / 8)).status())
                    .isIn(201, 415);
        }
    }

    @Test
    void one_byte_too_many_is_refused() {
        byte[] most = Arrays.copyOf(png(5, 5), 5 * 1024 * 1024);
        upload(most).expect(201);
        upload(Arrays.copyOf(most, most.length + 1)).refused(413, "payload_too_large");
        upload(Arrays.copyOf(most, 8 * 1024 * 1024)).refused(413, "payload_too_large");
    }

    @Test
    void the_field_is_file_and_nothing_else() {
        assertThat(send("x", "picture", png(5, 5), Map.of())
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("picture");
        assertThat(shop.bearer()
                        .sendBytes("POST", UPLOAD, "--x--\r\n".getBytes(StandardCharsets.UTF_8), type("x"))
                        .status())
                .isEqualTo(400);
        shop.bearer().post(UPLOAD, "{}").refused(415, "unsupported_media_type");
        shop.bearer()
                .sendBytes("POST", "/v1/customers", body("x", "file", png(5, 5)), type("x"))
                .refused(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fetc%2fpasswd",
                "%2e%2e",
                "x.png",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.png",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.svg",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.png%00"
            })
    void a_name_that_was_not_given_is_not_there(String name) {
        assertThat(shop.anonymous().get("/v1/files/" + name).status()).isIn(400, 404);
    }

    @Test
    void a_session_takes_three_proofs_and_knows_its_own() {
        var scope = new Scope(shop.workspace(), Mode.TEST);
        Proofs proofs = SERVER.running().part(Proofs.class);
        Database database = SERVER.running().part(Database.class);
        String session = shop.openSession();
        String other = shop.openSession();
        Picture picture = proofs.redraw(png(5, 5));
        String url = "";
        for (int i = 0; i < 3; i++) {
            url = database.inTransaction(
                            scope, tx -> proofs.keep(tx, scope, session, picture, Proofs.MOST, SERVER.now()))
                    .url();
        }
        String last = url;
        Assertions.assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> database.inTransaction(
                        scope, tx -> proofs.keep(tx, scope, session, picture, Proofs.MOST, SERVER.now())));
        var elsewhere = new Scope(SERVER.newShop().workspace(), Mode.TEST);
        assertThat(isOwn(scope, session, last)).isTrue();
        assertThat(isOwn(scope, session, SERVER.baseUrl() + last)).isTrue();
        assertThat(isOwn(scope, other, last)).isFalse();
        assertThat(isOwn(elsewhere, session, last)).isFalse();
        assertThat(isOwn(scope, session, "https://evil.test" + last)).isFalse();
        shop.anonymous().get(last).expect(200);
    }

    private static boolean isOwn(Scope scope, String session, String url) {
        Proofs proofs = SERVER.running().part(Proofs.class);
        return SERVER.running()
                .part(Database.class)
                .<Boolean>read(scope, tx -> proofs.find(tx, scope, session, url).isPresent());
    }

    private Api.Reply upload(byte[] content) {
        return send("boundary", "file", content, Map.of());
    }

    private Api.Reply send(String boundary, String field, byte[] content, Map<String, String> headers) {
        var all = new java.util.HashMap<>(type(boundary));
        all.putAll(headers);
        return shop.bearer().sendBytes("POST", UPLOAD, body(boundary, field, content), all);
    }

    private static Map<String, String> type(String boundary) {
        return Map.of("Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    private static byte[] body(String boundary, String field, byte[] content) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field
                + "\"; filename=\"../../x.png\"\r\nContent-Type: image/png\r\n\r\n";
        return joined(
                head.getBytes(StandardCharsets.UTF_8),
                content,
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] png(int width, int height) {
        return written(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), "png");
    }

    /// Its left half is red.
    private static byte[] jpeg(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width / 2; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, Color.RED.getRGB());
            }
        }
        return written(image, "jpeg");
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withExif(byte[] jpeg) {
        ByteBuffer tiff = ByteBuffer.allocate(40);
        tiff.putShort((short) 0x4D4D).putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .putShort((short) 0);
        tiff.putInt(0).put("GPS-6.2".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 40);
        segment.putShort((short) 0xFFE1).putShort((short) 48).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        segment.put(tiff.array());
        return joined(Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] cmyk() throws IOException {
        var raster = Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, 32, 32, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        ByteBuffer chunk = ByteBuffer.allocate(25);
        chunk.putInt(13).put(header.array()).putInt((int) crc.getValue());
        return joined("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), chunk.array());
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
    }
}
