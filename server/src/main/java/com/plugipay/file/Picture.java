package com.plugipay.file;

import java.util.Arrays;

/// A picture that we drew anew: nothing of the sender's bytes is left in it.
///
/// @param extension `png` or `jpg`
/// @param content its bytes, not to be changed
public record Picture(String extension, byte[] content) {
    String contentType() {
        return extension.equals("png") ? "image/png" : "image/jpeg";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture(String otherExtension, byte[] otherContent)
                && otherExtension.equals(extension)
                && Arrays.equals(otherContent, content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
