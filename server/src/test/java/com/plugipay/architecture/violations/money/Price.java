package com.plugipay.architecture.violations.money;

import java.sql.Connection;

/// A value that speaks to the database.
public record Price(Connection connection) {}
