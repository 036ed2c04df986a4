package com.plugipay.file;

/// A kept picture on the wire.
///
/// @param url path below our public address
public record UploadedFile(String url, String fileName, long fileSize) {
    static UploadedFile of(FileName name, Picture picture) {
        return new UploadedFile(name.path(), name.text(), picture.content().length);
    }
}
