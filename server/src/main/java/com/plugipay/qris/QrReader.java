package com.plugipay.qris;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the QR codes in a picture: a file from a bank, or a photograph of the sticker at the till.
public final class QrReader {
    /// Looked at in this width, and then smaller: what is out of focus is sharper from afar.
    private static final int[] LONG_SIDES = {1_600, 800, 400};

    /// A photograph of a wall of codes does not keep us busy.
    private static final int MOST_CODES = 4;

    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

    private QrReader() {}

    /// The texts of the codes that can be read, at most four; none when there is none.
    ///
    /// @param image of a few million pixels at most: the caller's to see to
    public static List<String> read(BufferedImage image) {
        Set<String> texts = new LinkedHashSet<>();
        for (int longSide : LONG_SIDES) {
            LuminanceSource source = source(image, longSide);
            add(texts, new BinaryBitmap(new HybridBinarizer(source)));
            if (texts.isEmpty()) {
                add(texts, new BinaryBitmap(new GlobalHistogramBinarizer(source)));
            }
            if (!texts.isEmpty()) {
                break;
            }
        }
        return texts.stream().limit(MOST_CODES).toList();
    }

    private static void add(Set<String> texts, BinaryBitmap bitmap) {
        try {
            for (Result result : new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)) {
                texts.add(result.getText());
            }
        } catch (NotFoundException e) {
            // None in this light; there are other ways to look.
            return;
        }
    }

    /// On white, at most `longSide` pixels long.
    private static LuminanceSource source(BufferedImage image, int longSide) {
        double scale = Math.min(1.0, (double) longSide / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return new RGBLuminanceSource(width, height, drawn.getRGB(0, 0, width, height, null, 0, width));
    }
}
