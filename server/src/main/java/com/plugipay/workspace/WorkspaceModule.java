package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.http.Callers;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.secret.Keys;
import com.plugipay.settings.SettingsStore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires workspaces, people and keys.
@Configuration(proxyBeanMethods = false)
public class WorkspaceModule {
    private final ApiKeyStore keyStore = new ApiKeyStore();
    private final WorkspaceStore workspaces = new WorkspaceStore();

    @Bean
    Callers callers(Database database, Keys keys, InstantSource realTime) {
        return new Credentials(new ApiKeys(database, keyStore, keys, realTime));
    }

    @Bean
    Sweep forgetSignatures(Database database, InstantSource realTime) {
        var forget = new ForgetSignatures(database, keyStore, realTime);
        return new Sweep("forget-signatures", Duration.ofMinutes(1), forget::lookOnce);
    }

    @Bean
    MakeApiKey makeApiKey(Keys keys, Ids ids) {
        return new MakeApiKey(keyStore, keys, ids);
    }

    @Bean
    SeedFirstWorkspace seedFirstWorkspace(
            Database database, SettingsStore settings, MakeApiKey makeKey, Ids ids, InstantSource realTime) {
        return new SeedFirstWorkspace(database, workspaces, settings, makeKey, ids, realTime);
    }
}
