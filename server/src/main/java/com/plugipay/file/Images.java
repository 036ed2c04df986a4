package com.plugipay.file;

import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Pictures of the merchant's own that come with a form.
public final class Images {
    private final FileStore store;
    private final Pictures pictures;

    Images(FileStore store, Pictures pictures) {
        this.store = store;
        this.pictures = pictures;
    }

    /// The picture of a form's field, drawn anew, which takes its time: before the transaction that keeps it. Null
    /// when none was chosen.
    public @Nullable Picture read(HttpServletRequest request, String field) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return null;
        }
        try {
            Part part = request.getPart(field);
            if (part == null || part.getSize() == 0) {
                return null;
            }
            try (InputStream in = part.getInputStream()) {
                return pictures.redraw(in.readNBytes(Pictures.MAX_BYTES + 1));
            } finally {
                part.delete();
            }
        } catch (IllegalStateException e) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The picture is too large.");
        } catch (ServletException | IOException e) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The picture did not arrive whole.");
        }
    }

    /// Where it is served from, below our public address.
    public String keep(Tx tx, Scope scope, Picture picture, Instant now) {
        return store.insert(tx, scope, picture, null, now).path();
    }
}
