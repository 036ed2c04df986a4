package com.plugipay.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each picture is kept a second time, light enough for a checkout page.
class SmallPictureTest {
    @ParameterizedTest
    @CsvSource({
        "png, true, 900, 600, 96, 64",
        "png, false, 900, 600, 96, 64",
        "jpeg, false, 600, 1800, 32, 96",
        "png, true, 40, 20, 40, 20",
        "png, false, 2000, 1, 96, 1",
    })
    void it_is_small_in_pixels_and_in_bytes_whatever_was_sent(
            String format, boolean alpha, int width, int height, int smallWidth, int smallHeight) throws IOException {
        Picture picture = new Pictures().redraw(noise(format, alpha, width, height));
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(picture.small()));
        assertThat(small.getWidth()).isEqualTo(smallWidth);
        assertThat(small.getHeight()).isEqualTo(smallHeight);
        assertThat(picture.small()).hasSizeLessThan(10_000);
    }

    /// What compresses worst.
    private static byte[] noise(String format, boolean alpha, int width, int height) throws IOException {
        var random = new Random(7);
        var image = new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
