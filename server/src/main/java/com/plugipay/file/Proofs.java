package com.plugipay.file;

import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Install;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Optional;

/// Pictures with which a customer shows that they have paid: at most three for each session.
public final class Proofs {
    public static final int MAX_BYTES = 4 * 1024 * 1024;
    public static final int MOST = 3;
    private static final long RETRY_AFTER_SECONDS = 3_600;

    private final FileStore store;
    private final Pictures pictures;
    private final Install install;

    Proofs(FileStore store, Pictures pictures, Install install) {
        this.store = store;
        this.pictures = pictures;
        this.install = install;
    }

    /// Draws it anew, which takes its time: before the transaction that keeps it.
    public Picture redraw(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The picture is larger than 4 MB.");
        }
        return pictures.redraw(bytes);
    }

    /// Whether the session may be shown a picture is the caller's to know.
    ///
    /// @param most how many it may have
    public UploadedFile keep(Tx tx, Scope scope, String sessionId, Picture picture, int most, Instant now) {
        if (store.countProofs(tx, scope, sessionId) >= most) {
            throw Rejected.later(
                    ErrorCode.TOO_MANY_ATTEMPTS,
                    "This session has " + most + " pictures already.",
                    RETRY_AFTER_SECONDS);
        }
        FileName name = store.insert(tx, scope, picture, sessionId, now);
        return UploadedFile.of(name, picture);
    }

    /// The proof of this very session that the url names, as it was answered.
    public Optional<FileName> find(Tx tx, Scope scope, String sessionId, String url) {
        return FileName.ofUrl(url, install.baseUrl()).filter(name -> store.isProof(tx, scope, name, sessionId));
    }
}
