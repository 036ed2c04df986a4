package com.plugipay;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// After each test class the shops that it opened on the shared server are audited: what one class breaks fails that
/// class. Registered for all of them in `META-INF/services`.
public final class OracleAfterEachClass implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        TestServer.sharedIfStarted().ifPresent(server -> {
            boolean excused = context.getRequiredTestClass().isAnnotationPresent(LeavesFindings.class);
            for (Shop shop : server.takeOpened()) {
                if (!excused) {
                    Oracle.check(server, shop);
                }
            }
        });
    }
}
