package com.plugipay.db;

/// One way into the database: where it is, as whom, and the secret that never prints.
public record DatabaseLogin(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
