-- How a provider is connected, for each mode: what may be shown, and what is sealed.
create table adapter_config (
    workspace_id    text        not null references workspace,
    mode            text        not null check (mode in ('test', 'live')),
    kind            text        not null check (kind in ('xendit', 'midtrans', 'paypal', 'manual', 'managed')),
    status          text        not null check (status in ('active', 'error')),
    public_config   jsonb       not null,
    secret_sealed   bytea,
    secret_last4    text,
    last_error_at   timestamptz,
    last_error_code text,
    configured_at   timestamptz not null,
    primary key (workspace_id, mode, kind)
);
grant select, insert, update on adapter_config to plugipay_app;
call guard_rows('adapter_config');
