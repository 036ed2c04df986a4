package com.plugipay.dashboard;

/// A workspace at a glance: `dashboard/home.jte`.
public record HomePage(DashboardFrame dashboard, LastAudit audit) {}
