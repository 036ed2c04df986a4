package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.file.FileName;
import com.plugipay.file.FileStore;
import com.plugipay.file.Pictures;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.QrReader;
import com.plugipay.qris.Qris;
import com.plugipay.scope.Scope;
import com.plugipay.settings.ManualAccounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out which code a shop gave, as text or as a picture, and refuses one that nobody could pay the shop with.
/// Looking at a picture takes its time: no transaction is open while it does.
final class ReadShopQris {
    private static final String IMAGE = "staticQrImageUrl";
    private static final String PAYLOAD = "staticQrPayload";

    private final Database database;
    private final FileStore files;
    private final Pictures pictures;

    ReadShopQris(Database database, FileStore files, Pictures pictures) {
        this.database = database;
        this.files = files;
        this.pictures = pictures;
    }

    /// The same with the text of its code, where one was given or could be read.
    ManualAccounts handle(Scope scope, ManualAccounts given) {
        String typed = payload(given.staticQrPayload());
        String read = read(scope, given.staticQrImage());
        if (typed != null && read != null && !typed.equals(read)) {
            throw Rejected.invalid(IMAGE, "The picture of staticQrImageUrl holds another code than staticQrPayload.");
        }
        return given.withStaticQr(given.staticQrImage(), typed == null ? read : typed);
    }

    /// What is in a picture; null when no code in it can be read.
    @Nullable
    Qris inPicture(byte[] picture) throws NotQris {
        List<String> texts;
        try {
            texts = pictures.look(picture, QrReader::read);
        } catch (Rejected e) {
            if (e.code() != ErrorCode.UNSUPPORTED_MEDIA_TYPE) {
                throw e;
            }
            // It took too long: it is shown as it is, like any other that cannot be read.
            return null;
        }
        NotQris first = null;
        for (String text : texts) {
            try {
                return Qris.readStatic(text);
            } catch (NotQris e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return null;
    }

    private static @Nullable String payload(@Nullable String typed) {
        try {
            return typed == null ? null : Qris.readStatic(typed).payload();
        } catch (NotQris e) {
            throw Rejected.invalid(PAYLOAD, e.message());
        }
    }

    private @Nullable String read(Scope scope, @Nullable String image) {
        byte[] bytes = image == null ? null : bytes(scope, image);
        if (bytes == null) {
            // A picture that is not there is refused where the rest is saved.
            return null;
        }
        try {
            Qris qris = inPicture(bytes);
            return qris == null ? null : qris.payload();
        } catch (NotQris e) {
            throw Rejected.invalid(IMAGE, "The code in the picture cannot be used. " + e.message());
        }
    }

    private byte @Nullable [] bytes(Scope scope, String image) {
        FileName name = FileName.ofUrl(image, "").orElse(null);
        return name == null
                ? null
                : database.read(scope, tx -> files.content(tx, scope, name)).orElse(null);
    }
}
