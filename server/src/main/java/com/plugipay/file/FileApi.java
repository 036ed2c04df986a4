package com.plugipay.file;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Pictures over the API: the merchant's uploads, and everybody's reading of what was kept.
@ApiRoutes
final class FileApi {
    private final Database database;
    private final FileStore store;
    private final Pictures pictures;
    private final Writes writes;
    private final Answers answers;
    private final WorkspaceTime time;

    FileApi(Database database, FileStore store, Pictures pictures, Writes writes, Answers answers, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.pictures = pictures;
        this.writes = writes;
        this.answers = answers;
        this.time = time;
    }

    @PostMapping("/uploads/image")
    ResponseEntity<byte[]> upload(Call call) {
        call.caller().needs("settings", "write");
        Upload upload = Upload.read(call.request(), Pictures.MAX_BYTES);
        Picture picture = pictures.redraw(upload.bytes());
        return writes.run(upload.request(), call.scope(), tx -> () -> {
            FileName name = store.insert(tx, call.scope(), picture, null, time.now(call.scope()));
            return answers.finished(upload.request(), 201, Json.bytes(UploadedFile.of(name, picture)));
        });
    }

    /// A name is a secret of its own: whoever has it may look. It never stands for other bytes. `?size=small` answers
    /// it with at most 96 pixels on its long side.
    @GetMapping("/files/{name}")
    ResponseEntity<byte[]> file(
            @PathVariable String name, @RequestParam(defaultValue = "") String size, HttpServletResponse response) {
        FileName fileName = FileName.parse(name).orElseThrow(Rejected::notFound);
        FileStore.Kept kept = database.readAcrossWorkspaces(
                        tx -> store.findAcrossWorkspaces(tx, fileName, size.equals("small")))
                .orElseThrow(Rejected::notFound);
        // In place of the no-store that every other answer of the API carries.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, kept.contentType());
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        return new ResponseEntity<>(kept.content(), headers, 200);
    }
}
