package com.plugipay.http;

import com.plugipay.error.Rejected;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Makes the answers of the API.
public final class Answers {
    private final Envelope envelope;
    private final Cursors cursors;
    private final InstantSource realTime;

    public Answers(Envelope envelope, Cursors cursors, InstantSource realTime) {
        this.envelope = envelope;
        this.cursors = cursors;
        this.realTime = realTime;
    }

    public ResponseEntity<byte[]> ok(ApiRequest request, byte[] data) {
        return finished(request, 200, data).toResponse(false);
    }

    /// An answer whose bytes a write fixes before its commit.
    public Answer finished(ApiRequest request, int status, byte[] data) {
        return new Answer(status, envelope.success(data, request.requestId(), now()));
    }

    public Answer noContent() {
        return new Answer(204, new byte[0]);
    }

    /// A page of a list. `rows` holds one more than the limit when there is a next page.
    public <T> ResponseEntity<byte[]> page(
            Call call,
            PageRequest page,
            List<T> rows,
            Function<T, PageRequest.After> place,
            Function<List<T>, byte[]> json) {
        List<T> shown = rows.size() > page.limit() ? rows.subList(0, page.limit()) : rows;
        String next = null;
        if (shown.size() < rows.size()) {
            PageRequest.After last = place.apply(shown.getLast());
            next = cursors.next(call, last.at(), last.id());
        }
        byte[] body = envelope.page(json.apply(shown), next, call.request().requestId(), now());
        return new Answer(200, body).toResponse(false);
    }

    public PageRequest pageOf(Call call, Query query) {
        return cursors.page(call, query);
    }

    public Answer refusal(String requestId, Rejected rejected) {
        return new Answer(rejected.code().status(), envelope.error(rejected, requestId, now()));
    }

    ResponseEntity<byte[]> refuse(String requestId, Rejected rejected) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        Long retryAfter = rejected.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
        return new ResponseEntity<>(
                refusal(requestId, rejected).body(), headers, rejected.code().status());
    }

    private java.time.Instant now() {
        return realTime.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
