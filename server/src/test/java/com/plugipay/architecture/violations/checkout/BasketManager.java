package com.plugipay.architecture.violations.checkout;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Date;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.springframework.transaction.annotation.Transactional;

/// Does everything that nobody may do.
public final class BasketManager {
    static final String SQL = """
            select id
              from basket
            """;

    @Transactional
    public Outcome charge(
            PaymentProvider provider, com.plugipay.provider.Connection connection, ChargeRequest request) {
        return provider.charge(connection, request);
    }

    public void both(Tx tx, Database database) {}

    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @SuppressWarnings({"StringCaseLocaleUsage", "DefaultLocale"})
    public String print(String text) {
        System.out.println(SQL);
        return String.format("%s", text.toLowerCase());
    }

    @SuppressWarnings("JavaUtilDate")
    public Object date() {
        return new Date();
    }

    public Object hash() {
        return new Argon2BytesGenerator();
    }
}
