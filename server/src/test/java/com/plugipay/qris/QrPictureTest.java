package com.plugipay.qris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Another program's reader, ZXing, is the judge of every picture.
class QrPictureTest {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 10})
    void another_reader_reads_the_png(int scale) throws IOException, ReaderException {
        byte[] png = QrPicture.png(PublishedCodes.STATIC, scale);
        assertThat(read(image(png))).isEqualTo(PublishedCodes.STATIC);
        assertThat(image(png).getWidth())
                .isEqualTo(QrPicture.of(PublishedCodes.STATIC).side() * scale);
    }

    @Test
    void another_reader_reads_the_svg() throws ReaderException {
        String code = PublishedCodes.FOR_ONE_WITH_FEE;
        assertThat(read(drawn(QrPicture.svg(code)))).isEqualTo(code);
    }

    @Test
    void every_text_is_read_again() throws IOException, ReaderException {
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            String text = random.ints(random.nextInt(1, 500), ' ', '~' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(read(image(QrPicture.png(text, 3)))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 300, 512, 1024})
    void a_png_has_the_width_that_was_asked_for(int width) throws IOException, ReaderException {
        String link = "https://shop.example.com/c/cs_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        BufferedImage image = image(QrPicture.of(link).pngOfWidth(width));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(width);
        assertThat(read(image)).isEqualTo(link);
    }

    @Test
    void it_is_black_on_white_with_four_modules_of_quiet() throws IOException {
        BufferedImage image = image(QrPicture.png("QRIS", 5));
        int side = image.getWidth();
        for (int i = 0; i < side; i++) {
            for (int depth = 0; depth < QrPicture.QUIET_ZONE * 5; depth++) {
                assertThat(image.getRGB(i, depth)).isEqualTo(Color.WHITE.getRGB());
                assertThat(image.getRGB(i, side - 1 - depth)).isEqualTo(Color.WHITE.getRGB());
                assertThat(image.getRGB(depth, i)).isEqualTo(Color.WHITE.getRGB());
                assertThat(image.getRGB(side - 1 - depth, i)).isEqualTo(Color.WHITE.getRGB());
            }
        }
        assertThat(image.getRGB(QrPicture.QUIET_ZONE * 5, QrPicture.QUIET_ZONE * 5))
                .isEqualTo(Color.BLACK.getRGB());
        assertThat(QrPicture.svg("QRIS"))
                .contains("fill=\"#fff\"", "fill=\"#000\"")
                .doesNotContain("currentColor");
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatThrownBy(() -> QrPicture.svg("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrPicture.png("x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrPicture.png("x", 65)).isInstanceOf(IllegalArgumentException.class);
    }

    /// What a browser draws of it: white, then each run of black modules, four pixels to the module.
    private static BufferedImage drawn(String svg) {
        int scale = 4;
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int side = Integer.parseInt(box.group(1)) * scale;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.setColor(Color.BLACK);
        Matcher runs = RUN.matcher(svg);
        while (runs.find()) {
            assertThat(runs.group(3)).isEqualTo(runs.group(4));
            graphics.fillRect(
                    Integer.parseInt(runs.group(1)) * scale,
                    Integer.parseInt(runs.group(2)) * scale,
                    Integer.parseInt(runs.group(3)) * scale,
                    scale);
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static String read(BufferedImage image) throws ReaderException, NotFoundException {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
