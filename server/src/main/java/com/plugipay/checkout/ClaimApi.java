package com.plugipay.checkout;

import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.file.Picture;
import com.plugipay.file.Proofs;
import com.plugipay.file.Upload;
import com.plugipay.file.UploadedFile;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The customer's claim to have paid by hand, and the picture that shows it.
@ApiRoutes
final class ClaimApi {
    private static final int URL_LENGTH = 2_048;

    private final Database database;
    private final SessionReader reader;
    private final ClaimPayment claim;
    private final Proofs proofs;
    private final Writes writes;
    private final Answers answers;

    ClaimApi(
            Database database,
            SessionReader reader,
            ClaimPayment claim,
            Proofs proofs,
            Writes writes,
            Answers answers) {
        this.database = database;
        this.reader = reader;
        this.claim = claim;
        this.proofs = proofs;
        this.writes = writes;
        this.answers = answers;
    }

    record Claimed(String status, Instant claimedAt) {}

    @PostMapping("/public/checkout/sessions/{id}/buyer-claim")
    ResponseEntity<byte[]> claim(ApiRequest request, @PathVariable String id) {
        CheckoutSessionId session = SessionReader.parse(id);
        Scope scope = reader.scopeOf(session);
        return writes.run(request, scope, tx -> () -> {
            Fields fields = Fields.of(request.body());
            String proofUrl = fields.text("proofUrl", 1, URL_LENGTH);
            fields.check();
            Instant at = claim.handle(tx, scope, session, proofUrl, origin(request));
            return answers.finished(request, 200, Json.bytes(new Claimed("pending_review", at)));
        });
    }

    /// The picture is drawn anew before any transaction: that takes its time.
    @PostMapping("/public/checkout/sessions/{id}/proof-image")
    ResponseEntity<byte[]> proof(ApiRequest request, @PathVariable String id) {
        CheckoutSessionId session = SessionReader.parse(id);
        Scope scope = reader.scopeOf(session);
        Upload upload = Upload.read(request, Proofs.MAX_BYTES);
        database.inTransaction(scope, tx -> claim.checkTakesProof(tx, scope, session));
        Picture picture = proofs.redraw(upload.bytes());
        return writes.run(upload.request(), scope, tx -> () -> {
            CheckoutSession locked = claim.checkTakesProof(tx, scope, session);
            UploadedFile kept = claim.keep(tx, locked, picture);
            claim.attach(tx, locked, kept.url());
            return answers.finished(upload.request(), 201, Json.bytes(kept));
        });
    }

    private static Origin origin(ApiRequest request) {
        return Origin.customer(
                request.remoteAddress(),
                request.requestId(),
                request.idempotencyKey().orElse(null));
    }
}
