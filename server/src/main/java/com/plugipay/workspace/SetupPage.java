package com.plugipay.workspace;

import com.plugipay.http.FormErrors;
import com.plugipay.http.PageFrame;

/// `/setup?token=…`, the owner's first visit: `workspace/setup.jte`. A typed password is never sent back.
public record SetupPage(
        PageFrame frame,
        String csrf,
        String token,
        String workspaceName,
        String name,
        String email,
        FormErrors errors) {}
