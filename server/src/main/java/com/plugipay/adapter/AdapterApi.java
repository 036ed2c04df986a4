package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.file.FetchPicture;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.settings.ManualAccounts;
import com.plugipay.settings.ManualJson;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;

/// Adapters over the API.
@ApiRoutes
final class AdapterApi {
    private final Database database;
    private final Adapters adapters;
    private final ReadShopQris shopQris;
    private final AdapterJson json;
    private final FetchPicture fetch;
    private final Writes writes;
    private final Answers answers;

    AdapterApi(
            Database database,
            Adapters adapters,
            ReadShopQris shopQris,
            AdapterJson json,
            FetchPicture fetch,
            Writes writes,
            Answers answers) {
        this.database = database;
        this.adapters = adapters;
        this.shopQris = shopQris;
        this.json = json;
        this.fetch = fetch;
        this.writes = writes;
        this.answers = answers;
    }

    @GetMapping("/adapters")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("settings", "read");
        List<AdapterConfig> configs = database.read(call.scope(), tx -> adapters.list(tx, call.scope()));
        return answers.ok(call.request(), Json.bytes(json.all(call.scope(), configs)));
    }

    @PutMapping("/adapters/manual")
    ResponseEntity<byte[]> putManual(Call call) {
        call.caller().needs("settings", "write");
        // A picture is looked at before the transaction; what is wrong is said in it, behind a replay.
        return writes.run(
                call,
                () -> read(call),
                read -> tx -> () -> {
                    ManualAccounts manual = read.get();
                    AdapterConfig saved = adapters.putManual(tx, call.scope(), manual, call.origin());
                    return answers.finished(call.request(), 200, Json.bytes(json.of(call.scope(), saved)));
                });
    }

    private Supplier<ManualAccounts> read(Call call) {
        try {
            var named = fetch.named(call.scope(), call.fields(), ManualJson.IMAGE);
            ManualAccounts manual = shopQris.handle(call.scope(), ManualJson.read(call.fields(), named));
            return () -> manual;
        } catch (Rejected rejected) {
            return () -> {
                throw rejected;
            };
        }
    }
}
