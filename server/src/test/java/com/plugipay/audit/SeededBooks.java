package com.plugipay.audit;

import com.plugipay.Sql;
import org.jspecify.annotations.Nullable;

/// Rows that healthy code never writes, in a database whose own defences are down.
record SeededBooks(Sql sql, String workspace) {
    /// Constraints, unique indexes and triggers: what keeps healthy code from ever doing these things.
    static void disarm(Sql sql) {
        sql.update("""
                do $$ declare one record; begin
                    for one in select conrelid::regclass as of, conname from pg_constraint
                                where connamespace = 'public'::regnamespace and contype = 'f' loop
                        execute format('alter table %s drop constraint %I', one.of, one.conname);
                    end loop;
                    for one in select conrelid::regclass as of, conname from pg_constraint
                                where connamespace = 'public'::regnamespace and contype in ('c', 'u')
                                  and conrelid::regclass::text in ('payment', 'refund', 'unapplied_payment', 'event',
                                      'payment_attempt', 'checkout_session', 'ledger_tx', 'ledger_entry', 'audit_seal')
                    loop
                        execute format('alter table %s drop constraint %I', one.of, one.conname);
                    end loop;
                    for one in select i.indexrelid::regclass as name from pg_index i
                                 join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
                                where i.indisunique and not i.indisprimary and c.relname in
                                      ('payment', 'refund', 'unapplied_payment', 'payment_attempt') loop
                        execute format('drop index %s', one.name);
                    end loop;
                    for one in select tgrelid::regclass as of, tgname from pg_trigger where not tgisinternal loop
                        execute format('drop trigger %I on %s', one.tgname, one.of);
                    end loop;
                end $$
                """);
    }

    /// Names that other tests of this database do not use.
    String id(String name) {
        return name + "_" + workspace;
    }

    void payment(String name, String session, long amount) {
        sql.update("""
                insert into payment (id, workspace_id, mode, session_id, attempt_id, amount, currency, method, adapter,
                                     status, captured_at, version, created_at, updated_at)
                values (?, ?, 'test', ?, 'att_none', ?, 'IDR', 'card', 'sandbox', 'succeeded', now(), 1, now(), now())
                """, id(name), workspace, session, amount);
    }

    String refund(String name, @Nullable String payment, @Nullable String unapplied, long amount, String status) {
        sql.update("""
                insert into refund (id, workspace_id, mode, payment_id, unapplied_payment_id, amount, currency, status,
                                    via, adapter, version, created_at, updated_at)
                values (?, ?, 'test', ?, ?, ?, 'IDR', ?, 'provider', 'sandbox', 1, now(), now())
                """, id(name), workspace, payment, unapplied, amount, status);
        return id(name);
    }

    String unapplied(String name, long amount, String status, String reference) {
        sql.update("""
                insert into unapplied_payment (id, workspace_id, mode, reason, status, amount, currency, adapter,
                                               provider_reference, received_at, version, created_at, updated_at)
                values (?, ?, 'test', 'unknown', ?, ?, 'IDR', 'sandbox', ?, now(), 1, now(), now())
                """, id(name), workspace, status, amount, reference);
        return id(name);
    }

    String booking(String name, String kind, String fact) {
        sql.update("""
                insert into ledger_tx (id, workspace_id, mode, kind, fact_id, source_type, source_id, posted_at)
                values (?, ?, 'test', ?, ?, 'adjustment', 'x', now())
                """, id(name), workspace, kind, fact);
        return id(name);
    }

    String entry(String name, String booking, String code, String direction, long amount) {
        sql.update("""
                insert into ledger_entry (id, workspace_id, mode, tx_id, code, direction, amount, currency, source_type,
                                          source_id, posted_at)
                values (?, ?, 'test', ?, ?, ?, ?, 'IDR', 'adjustment', 'x', now())
                """, id(name), workspace, booking, code, direction, amount);
        return id(name);
    }

    void balanced(String name, String kind, String fact, long amount) {
        String booking = booking(name, kind, fact);
        entry(name + "_d", booking, "gateway:sandbox", "debit", amount);
        entry(name + "_c", booking, "unapplied", "credit", amount);
    }
}
