package com.plugipay.adapter;

import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.provider.ProviderInstall;
import java.time.InstantSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;

/// Connecting providers over the API.
@ApiRoutes
final class ProviderApi {
    private final ConnectAdapter connect;
    private final AdapterJson json;
    private final ProviderInstall providers;
    private final Writes writes;
    private final Answers answers;
    private final InstantSource realTime;

    ProviderApi(
            ConnectAdapter connect,
            AdapterJson json,
            ProviderInstall providers,
            Writes writes,
            Answers answers,
            InstantSource realTime) {
        this.connect = connect;
        this.json = json;
        this.providers = providers;
        this.writes = writes;
        this.answers = answers;
        this.realTime = realTime;
    }

    @PutMapping("/adapters/xendit")
    ResponseEntity<byte[]> xendit(Call call) {
        return put(call, AdapterKind.XENDIT);
    }

    @PutMapping("/adapters/midtrans")
    ResponseEntity<byte[]> midtrans(Call call) {
        return put(call, AdapterKind.MIDTRANS);
    }

    @PutMapping("/adapters/paypal")
    ResponseEntity<byte[]> paypal(Call call) {
        return put(call, AdapterKind.PAYPAL);
    }

    private ResponseEntity<byte[]> put(Call call, AdapterKind kind) {
        call.caller().needs("settings", "write");
        call.caller().needsProof(realTime.instant());
        return writes.runRemote(
                call.request(),
                call.scope(),
                connect.put(
                        call.scope(),
                        () -> CredentialJson.read(kind, call.scope().mode(), providers.allowSandboxes(), call.fields()),
                        call.origin(),
                        config -> answers.finished(call.request(), 200, Json.bytes(json.of(call.scope(), config)))));
    }
}
