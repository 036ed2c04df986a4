package com.plugipay.alarm;

import com.plugipay.dashboard.Warning;
import com.plugipay.dashboard.Warnings;
import com.plugipay.db.Tx;
import com.plugipay.http.PageFrame;
import com.plugipay.payment.FailureAlarm;
import com.plugipay.scope.Scope;
import java.util.Optional;

/// The alarms that are raised now.
final class FailureAlarms implements FailureAlarm, Warnings {
    private final AlarmStore store;

    FailureAlarms(AlarmStore store) {
        this.store = store;
    }

    @Override
    public boolean isRaised(Tx tx, Scope scope) {
        return store.raised(tx, scope).isPresent();
    }

    @Override
    public Optional<Warning> find(Tx tx, Scope scope, PageFrame frame) {
        return store.raised(tx, scope)
                .map(failures -> new Warning(
                        frame.t("alarm.title", failures.failed(), failures.attempts()),
                        frame.t("alarm.why") + " " + frame.t("alarm.done"),
                        "checkout-sessions",
                        frame.t("alarm.links")));
    }
}
