package com.plugipay.dashboard;

/// What the checks found last: `dashboard/audit.jte`.
public record AuditPage(DashboardFrame dashboard, LastAudit audit) {}
