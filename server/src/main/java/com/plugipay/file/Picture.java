package com.plugipay.file;

import java.util.Arrays;

/// A picture that we drew anew: nothing of the sender's bytes is left in it.
///
/// @param extension `png` or `jpg`
/// @param content its bytes, not to be changed
/// @param small a PNG or JPEG of at most 96 pixels on its long side, for a place of 48
public record Picture(String extension, byte[] content, byte[] small) {
    String contentType() {
        return extension.equals("png") ? "image/png" : "image/jpeg";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture(String otherExtension, byte[] otherContent, byte[] otherSmall)
                && otherExtension.equals(extension)
                && Arrays.equals(otherContent, content)
                && Arrays.equals(otherSmall, small);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
