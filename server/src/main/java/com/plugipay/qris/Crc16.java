package com.plugipay.qris;

import java.nio.charset.StandardCharsets;

/// The checksum at the end of a payment code: CRC-16/CCITT-FALSE over the UTF-8 bytes.
final class Crc16 {
    private static final int POLYNOMIAL = 0x1021;
    private static final int BEGIN = 0xFFFF;
    private static final String DIGITS = "0123456789ABCDEF";

    private Crc16() {}

    /// Four upper-case hexadecimal digits.
    static String of(String text) {
        int crc = BEGIN;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (one & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            crc &= 0xFFFF;
        }
        var hex = new StringBuilder(4);
        for (int shift = 12; shift >= 0; shift -= 4) {
            hex.append(DIGITS.charAt((crc >> shift) & 0xF));
        }
        return hex.toString();
    }
}
