package com.plugipay.checkout;

import com.plugipay.checkout.HostedPage.Problem;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.file.Picture;
import com.plugipay.file.Proofs;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.scope.Scope;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The hosted page's form of a customer who has paid by hand, with or without a picture; while the merchant looks, a
/// picture alone.
@RestController
final class ClaimPages {
    private static final String FIELD = "proof";

    private final Database database;
    private final SessionReader reader;
    private final ClaimPayment claim;
    private final Proofs proofs;
    private final HostedView view;
    private final RateLimits limits;
    private final ClientAddress address;
    private final RequestIds requestIds;

    ClaimPages(
            Database database,
            SessionReader reader,
            ClaimPayment claim,
            Proofs proofs,
            HostedView view,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        this.database = database;
        this.reader = reader;
        this.claim = claim;
        this.proofs = proofs;
        this.view = view;
        this.limits = limits;
        this.address = address;
        this.requestIds = requestIds;
    }

    @PostMapping({"/c/{id}/claim", "/embed/{id}/claim"})
    ResponseEntity<byte[]> claim(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        CheckoutSessionId sessionId = SessionReader.parse(id);
        Scope scope = reader.scopeOf(sessionId);
        try {
            limits.count(RateLimits.Kind.PUBLIC_WRITE, address.of(request), response);
            database.inTransaction(scope, tx -> claim.checkTakesProof(tx, scope, sessionId));
            Picture picture = picture(request);
            Origin origin = Origin.customer(address.of(request), requestIds.of(request), null);
            database.inTransaction(scope, tx -> claim(tx, scope, sessionId, picture, origin));
        } catch (Rejected rejected) {
            Problem problem = problem(rejected);
            if (problem != null) {
                return refused(reader.see(scope, sessionId), rejected, problem, request, response);
            }
        }
        return Pages.seeOther(Place.of(request.getRequestURI()).path(sessionId.text()) + "?lang="
                + Pages.language(request, null).code());
    }

    private CheckoutSessionId claim(
            Tx tx, Scope scope, CheckoutSessionId id, @Nullable Picture picture, Origin origin) {
        CheckoutSession session = claim.checkTakesProof(tx, scope, id);
        String proofUrl =
                picture == null ? null : claim.keep(tx, session, picture).url();
        if (session.state() instanceof CheckoutSession.State.Open) {
            claim.handle(tx, scope, id, proofUrl, origin);
        } else if (proofUrl != null) {
            claim.attach(tx, session, proofUrl);
        }
        return id;
    }

    /// The picture of the form, drawn anew; null when none was chosen.
    private @Nullable Picture picture(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return null;
        }
        try {
            Part part = request.getPart(FIELD);
            if (part == null || part.getSize() == 0) {
                return null;
            }
            try (InputStream in = part.getInputStream()) {
                return proofs.redraw(in.readNBytes(Proofs.MAX_BYTES + 1));
            } finally {
                part.delete();
            }
        } catch (IllegalStateException e) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "The picture is too large.");
        } catch (ServletException | IOException e) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The picture did not arrive whole.");
        }
    }

    /// Null when the page itself says all: the session is not what it was when the form was drawn.
    private static @Nullable Problem problem(Rejected rejected) {
        Long seconds = rejected.retryAfterSeconds();
        return switch (rejected.code()) {
            case PAYLOAD_TOO_LARGE -> Problem.of(Problem.Kind.PICTURE_TOO_LARGE);
            case UNSUPPORTED_MEDIA_TYPE -> Problem.of(Problem.Kind.PICTURE_UNREADABLE);
            case SERVICE_UNAVAILABLE -> Problem.of(Problem.Kind.PICTURE_BUSY);
            case TOO_MANY_ATTEMPTS, RATE_LIMITED ->
                new Problem(Problem.Kind.TOO_MANY_CLAIMS, seconds == null ? 1 : Math.ceilDiv(seconds, 60));
            case CONFLICT -> null;
            default -> throw rejected;
        };
    }

    private ResponseEntity<byte[]> refused(
            SessionReader.Seen seen,
            Rejected rejected,
            Problem problem,
            HttpServletRequest request,
            HttpServletResponse response) {
        Long retryAfter = rejected.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter));
        }
        return view.page(rejected.code().status(), seen, request, HostedView.Request.of(problem));
    }
}
