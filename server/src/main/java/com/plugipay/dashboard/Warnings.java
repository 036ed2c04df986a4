package com.plugipay.dashboard;

import com.plugipay.db.Tx;
import com.plugipay.http.PageFrame;
import com.plugipay.scope.Scope;
import java.util.Optional;

/// What Home says before everything else. Declared here, known by `alarm`.
public interface Warnings {
    Optional<Warning> find(Tx tx, Scope scope, PageFrame frame);
}
