package com.plugipay.scope;

/// Whose data a call may touch: one workspace in one mode.
public record Scope(WorkspaceId workspace, Mode mode) {}
