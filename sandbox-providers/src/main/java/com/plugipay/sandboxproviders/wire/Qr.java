package com.plugipay.sandboxproviders.wire;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// A dynamic QRIS as a provider makes it, and its picture.
public final class Qr {
    private Qr() {}

    /// The text: EMVCo merchant-presented mode with amount, the reference, and its CRC at the end.
    public static String qris(String acquirer, BigDecimal amount, String reference) {
        String account = field("00", acquirer)
                + field("01", "936009153" + Chance.digits(10))
                + field("02", Chance.digits(15))
                + field("03", "UKE");
        String national = field("00", "ID.CO.QRIS.WWW") + field("02", "ID10" + Chance.digits(11)) + field("03", "UKE");
        String text = field("00", "01")
                + field("01", "12")
                + field("26", account)
                + field("51", national)
                + field("52", "5812")
                + field("53", "360")
                + field("54", amount.toPlainString())
                + field("58", "ID")
                + field("59", "TOKO SANDBOX")
                + field("60", "JAKARTA")
                + field("61", "10110")
                + field("62", field("05", cut(reference, 25)) + field("07", "A01"))
                + "6304";
        return text + "%04X".formatted(crc(text));
    }

    public static byte[] png(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int quiet = 4;
        int scale = 6;
        int side = (code.size + 2 * quiet) * scale;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = code.getModule(x / scale - quiet, y / scale - quiet);
                picture.setRGB(x, y, dark ? 0x000000 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    /// CRC-16/CCITT-FALSE.
    static int crc(String text) {
        int crc = 0xFFFF;
        for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= (one & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xFFFF;
    }

    private static String field(String id, String value) {
        return id + "%02d".formatted(value.length()) + value;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(text.length() - length);
    }
}
