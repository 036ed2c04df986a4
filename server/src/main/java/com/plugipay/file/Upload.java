package com.plugipay.file;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

/// The one file of a multipart body, in the field `file`.
///
/// @param request whose body stands for the field's name and the file's bytes, as its idempotency key sees it
public record Upload(ApiRequest request, byte[] bytes) {
    private static final String FIELD = "file";

    /// @param maxBytes of the file
    public static Upload read(ApiRequest request, int maxBytes) {
        Collection<Part> parts = parts(request);
        for (Part part : parts) {
            if (!part.getName().equals(FIELD)) {
                throw Rejected.invalid(
                        part.getName().matches("[A-Za-z0-9_.-]{1,100}") ? part.getName() : FIELD,
                        "Send the picture in the field named file, and nothing else.");
            }
        }
        if (parts.size() != 1) {
            throw Rejected.invalid(FIELD, "file is required, once.");
        }
        byte[] bytes = bytes(parts.iterator().next(), maxBytes);
        return new Upload(request.withBody(FIELD, bytes), bytes);
    }

    private static Collection<Part> parts(ApiRequest request) {
        try {
            return request.servlet().getParts();
        } catch (IllegalStateException e) {
            throw tooLarge();
        } catch (ServletException e) {
            throw new Rejected(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the picture as multipart/form-data, in the field file.");
        } catch (IOException e) {
            throw new Rejected(ErrorCode.INVALID_REQUEST, "The body is not multipart, or was cut short.");
        }
    }

    private static byte[] bytes(Part part, int maxBytes) {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            part.delete();
            if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new Rejected(ErrorCode.INVALID_REQUEST, "The file was cut short.");
        }
    }

    private static Rejected tooLarge() {
        return new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The file is too large.");
    }
}
