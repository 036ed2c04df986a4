package com.plugipay.workspace;

import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.ZoneId;

/// One tenant: a merchant's shop.
///
/// @param slug its name in addresses
public record Workspace(WorkspaceId id, String name, String slug, ZoneId timezone, Instant createdAt) {}
