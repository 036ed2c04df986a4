package com.plugipay.workspace;

/// Whom a workspace's warnings go to.
///
/// @param locale `en` or `id`
public record Owner(String email, String locale, String workspaceName, String workspaceSlug) {}
