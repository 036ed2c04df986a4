package com.plugipay.file;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.egress.Egress;
import com.plugipay.egress.Egress.Fetched;
import com.plugipay.egress.EgressUrl;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Fields;
import com.plugipay.http.Install;
import com.plugipay.scope.Scope;
import java.util.Optional;
import java.util.function.Function;

/// Pictures that a call names by their address: one kept here, or one elsewhere, which is fetched once, drawn anew and
/// kept. Takes its time: before the transaction that uses it.
public final class FetchPicture {
    /// What a field must be, after "must be".
    public static final String WHAT = "the url of a picture uploaded here, or an https address of one elsewhere";

    private final Database database;
    private final Egress egress;
    private final Pictures pictures;
    private final FileStore store;
    private final Install install;
    private final WorkspaceTime time;

    FetchPicture(
            Database database, Egress egress, Pictures pictures, FileStore store, Install install, WorkspaceTime time) {
        this.database = database;
        this.egress = egress;
        this.pictures = pictures;
        this.store = store;
        this.install = install;
        this.time = time;
    }

    /// Reads the field's address; what is wrong with it is said by the answer, behind a replay.
    public Function<String, Optional<FileName>> named(Scope scope, Fields fields, String field) {
        String url = fields.text(field, 1, EgressUrl.LONGEST);
        if (url == null) {
            return ignored -> Optional.empty();
        }
        try {
            Optional<FileName> name = here(url).or(() -> fetch(scope, field, url));
            return ignored -> name;
        } catch (Rejected rejected) {
            return ignored -> {
                throw rejected;
            };
        }
    }

    private Optional<FileName> here(String url) {
        return FileName.ofUrl(url, install.baseUrl());
    }

    private Optional<FileName> fetch(Scope scope, String field, String url) {
        return EgressUrl.parse(url, scope.mode()).map(address -> switch (egress.get(
                address, scope.mode(), Pictures.MAX_BYTES)) {
            case Fetched.Body(byte[] bytes) -> keep(scope, field, bytes);
            case Fetched.Refused() ->
                throw Rejected.invalid(field, field + " leads to nobody, or into an inner network.");
            case Fetched.Busy() ->
                throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "Busy with other pictures. Send it again.", 5);
            case Fetched.TooLarge() -> throw Rejected.invalid(field, field + " is larger than 5 MB.");
            case Fetched.Failed(String why) ->
                throw Rejected.invalid(field, field + " could not be fetched: " + why + ".");
        });
    }

    private FileName keep(Scope scope, String field, byte[] bytes) {
        Picture picture;
        try {
            picture = pictures.redraw(bytes);
        } catch (Rejected e) {
            if (e.code() != ErrorCode.UNSUPPORTED_MEDIA_TYPE) {
                throw e;
            }
            throw Rejected.invalid(field, field + " is not a picture that we can read. " + e.getMessage());
        }
        return database.inTransaction(scope, tx -> store.insert(tx, scope, picture, null, time.now(scope)));
    }
}
