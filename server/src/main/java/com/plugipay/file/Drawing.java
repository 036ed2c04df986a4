package com.plugipay.file;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// One picture being drawn anew. Its first frame only, upright, at most 2000 pixels on its long side.
final class Drawing {
    private static final long MAX_PIXELS = 40_000_000;
    /// Our WebP reader cannot leave pixels out while it reads, and takes some 30 bytes for each.
    private static final long MAX_WEBP_PIXELS = 4_000_000;
    private static final int MAX_SIDE = 16_384;
    private static final int WEBP_BYTES_A_PIXEL = 30;
    private static final int BYTES_A_PIXEL = 4;
    /// Turned, made opaque and written.
    private static final long BYTES_DRAWN = 36L * 1024 * 1024;
    private static final long BYTES_A_MEGABYTE = 1024L * 1024;
    private static final int LONG_SIDE = 2_000;
    private static final int MOST_PNG_BYTES = 2 * 1024 * 1024;
    private static final int SMALL_SIDE = 96;
    /// Beside it the first view of a checkout page stays below 30 kB.
    private static final int MOST_SMALL_PNG_BYTES = 8 * 1024;
    private static final float JPEG_QUALITY = 0.85f;

    private final byte[] bytes;
    private final PictureType type;
    private volatile @Nullable ImageReader reader;

    Drawing(byte[] bytes, PictureType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /// How much memory it takes at most while it is drawn. Reads its head only.
    int megabytes() throws IOException {
        ImageReader reading = newReader();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reading.setInput(stream, true, true);
            long pixels = checked(reading);
            int step = step(reading);
            long read = type == PictureType.WEBP ? pixels * WEBP_BYTES_A_PIXEL : pixels * BYTES_A_PIXEL / step / step;
            return (int) ((read + BYTES_DRAWN) / BYTES_A_MEGABYTE) + 1;
        } finally {
            reading.dispose();
        }
    }

    Picture draw() throws IOException {
        BufferedImage upright = upright();
        if (type != PictureType.JPEG) {
            byte[] png = write(upright, "png");
            if (png.length <= MOST_PNG_BYTES) {
                return new Picture("png", png, small(upright));
            }
        }
        return new Picture("jpg", write(opaque(upright), "jpeg"), small(upright));
    }

    private byte[] small(BufferedImage upright) throws IOException {
        double scale = Math.min(1.0, (double) SMALL_SIDE / Math.max(upright.getWidth(), upright.getHeight()));
        var drawn = new BufferedImage(
                (int) Math.max(1, Math.round(upright.getWidth() * scale)),
                (int) Math.max(1, Math.round(upright.getHeight() * scale)),
                upright.getType());
        Graphics2D graphics = drawn.createGraphics();
        try {
            // Averages all pixels: the quicker ways leave lines out when they go so far down.
            Image averaged = upright.getScaledInstance(drawn.getWidth(), drawn.getHeight(), Image.SCALE_AREA_AVERAGING);
            graphics.drawImage(averaged, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        if (type != PictureType.JPEG) {
            byte[] png = write(drawn, "png");
            if (png.length <= MOST_SMALL_PNG_BYTES) {
                return png;
            }
        }
        return write(opaque(drawn), "jpeg");
    }

    BufferedImage upright() throws IOException {
        return upright(read());
    }

    void giveUp() {
        ImageReader reading = reader;
        if (reading != null) {
            reading.abort();
        }
    }

    private BufferedImage read() throws IOException {
        ImageReader reading = newReader();
        reader = reading;
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reading.setInput(stream, true, true);
            checked(reading);
            int step = step(reading);
            ImageReadParam param = reading.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reading.read(0, param);
        } finally {
            reading.dispose();
        }
    }

    /// How many pixels it has: not too many.
    private long checked(ImageReader reading) throws IOException {
        int width = reading.getWidth(0);
        int height = reading.getHeight(0);
        long most = type == PictureType.WEBP ? MAX_WEBP_PIXELS : MAX_PIXELS;
        if ((long) width * height > most || Math.max(width, height) > MAX_SIDE) {
            throw new Rejected(
                    ErrorCode.PAYLOAD_TOO_LARGE, "The picture has more than " + most / 1_000_000 + " million pixels.");
        }
        return (long) width * height;
    }

    /// Of so many pixels one is read.
    private static int step(ImageReader reading) throws IOException {
        return Math.max(1, Math.max(reading.getWidth(0), reading.getHeight(0)) / LONG_SIDE);
    }

    private ImageReader newReader() throws IOException {
        return switch (type) {
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            // The better reader has put itself before the one of the JDK.
            case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        };
    }

    private BufferedImage upright(BufferedImage image) {
        int orientation = type == PictureType.JPEG ? Orientation.ofJpeg(bytes) : Orientation.UPRIGHT;
        double scale = Math.min(1.0, (double) LONG_SIDE / Math.max(image.getWidth(), image.getHeight()));
        double width = Math.max(1, Math.round(image.getWidth() * scale));
        double height = Math.max(1, Math.round(image.getHeight() * scale));
        boolean swapped = Orientation.swapsSides(orientation);
        var drawn = new BufferedImage(
                (int) (swapped ? height : width),
                (int) (swapped ? width : height),
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        AffineTransform transform = Orientation.transform(orientation, width, height);
        transform.scale(width / image.getWidth(), height / image.getHeight());
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, transform, null);
        } finally {
            graphics.dispose();
        }
        return drawn;
    }

    private static BufferedImage opaque(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return image;
        }
        var drawn = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return drawn;
    }

    private static byte[] write(BufferedImage image, String format) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
