-- The application's role may do no more than the product needs, and sees only the scope its transaction told.

grant usage on schema public to plugipay_app;

grant select, insert, update         on workspace, person, membership, setup_token, checkout_settings to plugipay_app;
grant select, insert, update, delete on browser_session, sign_in_failure, seen_signature to plugipay_app;
grant select, insert, update         on api_key to plugipay_app;
grant select, insert, update, delete on customer to plugipay_app;
grant select, insert, update         on checkout_session, payment_attempt, payment to plugipay_app;
grant select, insert                 on event to plugipay_app;
grant select, insert, update, delete on idempotency, scheduled_tasks to plugipay_app;

do $$
declare t text;
begin
    foreach t in array array['api_key', 'customer', 'checkout_session', 'payment_attempt', 'payment', 'event',
                             'idempotency'] loop
        execute format('alter table %I enable row level security', t);
        execute format(
            'create policy scope on %I to plugipay_app
                using (current_setting(''plugipay.workspace'', true) in (workspace_id, ''*'')
                       and current_setting(''plugipay.mode'', true) in (mode, ''*''))', t);
    end loop;
    foreach t in array array['membership', 'setup_token', 'checkout_settings'] loop
        execute format('alter table %I enable row level security', t);
        execute format(
            'create policy scope on %I to plugipay_app
                using (current_setting(''plugipay.workspace'', true) in (workspace_id, ''*''))', t);
    end loop;
    alter table workspace enable row level security;
    create policy scope on workspace to plugipay_app
        using (current_setting('plugipay.workspace', true) in (id, '*'));
end $$;
