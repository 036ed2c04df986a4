package com.plugipay.settings;

import com.plugipay.db.Database;
import com.plugipay.file.FetchPicture;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;

/// The checkout's settings over the API.
@ApiRoutes
final class SettingsApi {
    private final Database database;
    private final SettingsStore store;
    private final ChangeSettings change;
    private final SettingsJson json;
    private final FetchPicture fetch;
    private final Writes writes;
    private final Answers answers;

    SettingsApi(
            Database database,
            SettingsStore store,
            ChangeSettings change,
            SettingsJson json,
            FetchPicture fetch,
            Writes writes,
            Answers answers) {
        this.database = database;
        this.store = store;
        this.change = change;
        this.json = json;
        this.fetch = fetch;
        this.writes = writes;
        this.answers = answers;
    }

    @GetMapping("/checkout/settings")
    ResponseEntity<byte[]> get(Call call) {
        call.caller().needs("settings", "read");
        CheckoutSettings settings =
                database.read(call.scope(), tx -> store.ask(tx, call.scope()).single());
        return answers.ok(
                call.request(), Json.bytes(json.of(settings, call.scope().mode())));
    }

    @PatchMapping("/checkout/settings")
    ResponseEntity<byte[]> update(Call call) {
        call.caller().needs("settings", "write");
        return writes.run(
                call,
                () -> fetch.named(call.scope(), call.fields(), SettingsJson.LOGO),
                logo -> tx -> () -> {
                    Fields fields = call.fields();
                    CheckoutSettings settings =
                            change.handle(tx, call.scope(), before -> json.read(fields, before, logo), call.origin());
                    return answers.finished(
                            call.request(),
                            200,
                            Json.bytes(json.of(settings, call.scope().mode())));
                });
    }
}
