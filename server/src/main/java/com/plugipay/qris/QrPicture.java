package com.plugipay.qris;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Any text as a QR picture: black on white in every colour scheme, with the quiet zone that readers need.
public final class QrPicture {
    /// In modules, on each side.
    public static final int QUIET_ZONE = 4;

    private static final int MOST_SCALE = 64;

    private final QrCode code;

    private QrPicture(QrCode code) {
        this.code = code;
    }

    /// @param text at most what a QR code holds, some 2,300 bytes
    public static QrPicture of(String text) {
        try {
            return new QrPicture(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
        } catch (DataTooLongException e) {
            throw new IllegalArgumentException("the text does not fit into a QR code", e);
        }
    }

    public static String svg(String text) {
        return of(text).svg();
    }

    public static byte[] png(String text, int scale) {
        return of(text).png(scale);
    }

    /// Modules of one side, the quiet zone included.
    public int side() {
        return code.size + 2 * QUIET_ZONE;
    }

    /// Scales without loss; says no size of its own.
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side() + " " + side()
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side() + "v" + side() + "H0z\"/>"
                + "<path fill=\"#000\" d=\"" + path() + "\"/></svg>";
    }

    /// The black modules as the data of one SVG path.
    public String path() {
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
                x++;
            }
        }
        return path.toString();
    }

    /// @param scale pixels of one module
    public byte[] png(int scale) {
        if (scale < 1 || scale > MOST_SCALE) {
            throw new IllegalArgumentException("a module has 1 to " + MOST_SCALE + " pixels");
        }
        return png(side() * scale, scale);
    }

    /// Exactly `pixels` wide where the code fits: whole pixels for each module, and what is left over is white.
    public byte[] pngOfWidth(int pixels) {
        int scale = Math.clamp(pixels / side(), 1, MOST_SCALE);
        return png(Math.max(pixels, side() * scale), scale);
    }

    private byte[] png(int width, int scale) {
        var image = new BufferedImage(width, width, BufferedImage.TYPE_BYTE_BINARY);
        Arrays.fill(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), (byte) 0xFF);
        int margin = (width - code.size * scale) / 2;
        for (int y = 0; y < code.size * scale; y++) {
            for (int x = 0; x < code.size * scale; x++) {
                if (code.getModule(x / scale, y / scale)) {
                    image.setRGB(margin + x, margin + y, 0xFF000000);
                }
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
