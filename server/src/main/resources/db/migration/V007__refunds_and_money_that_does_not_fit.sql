-- What a claimed call made, so that whoever takes the claim over finishes it instead of making it again.
alter table idempotency add column claim_ref text;

-- Who did it, for the timeline.
alter table event
    add column actor_type text check (actor_type in ('key', 'person', 'customer', 'provider', 'system')),
    add column actor_id   text,
    add column ip         text;

-- What the customer holds while an attempt waits, and when the provider is asked again.
alter table payment_attempt
    drop column action_url,
    alter column expires_at set not null,
    add column instrument     jsonb,
    add column next_check_at  timestamptz,
    add column checks         integer not null default 0,
    add column handed_over_at timestamptz;
create index payment_attempt_check on payment_attempt (next_check_at) where next_check_at is not null;

-- A claim that a customer made, and what a person decided.
alter table checkout_session
    add column proof_file    text,
    add column confirmed_at  timestamptz,
    add column confirmed_by  text,
    add column rejected_at   timestamptz,
    add column reject_reason text check (char_length(reject_reason) <= 500),
    add check (confirmed_at is null or status = 'completed');

-- A payment comes from an attempt, or from money that was put aside and applied. What of it is promised back can
-- never be more than it was.
alter table payment
    alter column attempt_id drop not null,
    add column unapplied_payment_id text unique,
    add column fee_amount           bigint check (fee_amount between 0 and amount),
    add column refund_reserved      bigint not null default 0,
    add column amount_refunded      bigint not null default 0,
    add unique (workspace_id, mode, id, currency),
    add check (num_nonnulls(attempt_id, unapplied_payment_id) = 1),
    add check (amount_refunded between 0 and refund_reserved),
    add check (refund_reserved <= amount),
    add check ((status = 'succeeded') = (amount_refunded = 0)),
    add check ((status = 'refunded') = (amount_refunded = amount));
create unique index payment_provider_reference on payment (workspace_id, mode, adapter, provider_reference)
    where provider_reference is not null and unapplied_payment_id is null;

-- Money that fits no open session. It waits here, in the open, for a person or a policy.
create table unapplied_payment (
    id                 text primary key,
    workspace_id       text        not null,
    mode               text        not null check (mode in ('test', 'live')),
    reason             text        not null check (reason in ('late', 'short', 'over', 'duplicate', 'unknown')),
    status             text        not null check (status in ('open', 'applied', 'refunded')),
    amount             bigint      not null check (amount between 1 and 999999999999),
    currency           text        not null check (currency in ('IDR', 'USD')),
    expected_amount    bigint check (expected_amount >= 1),
    method             text,
    channel            text,
    adapter            text        not null,
    provider_reference text        not null,
    session_id         text,
    attempt_id         text,
    customer_id        text,
    applied_session_id text,
    applied_payment_id text unique,
    refund_id          text unique,
    split_from         text unique,
    received_at        timestamptz not null,
    version            bigint      not null check (version >= 1),
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    unique (workspace_id, mode, id),
    unique (workspace_id, mode, id, currency),
    foreign key (workspace_id, mode, session_id) references checkout_session (workspace_id, mode, id),
    foreign key (workspace_id, mode, attempt_id) references payment_attempt (workspace_id, mode, id),
    foreign key (workspace_id, mode, applied_session_id) references checkout_session (workspace_id, mode, id),
    foreign key (workspace_id, mode, applied_payment_id, currency)
        references payment (workspace_id, mode, id, currency) deferrable initially deferred,
    foreign key (workspace_id, mode, split_from, currency)
        references unapplied_payment (workspace_id, mode, id, currency),
    check ((status = 'applied') = (applied_payment_id is not null)),
    check ((status = 'applied') = (applied_session_id is not null)),
    check ((status = 'refunded') = (refund_id is not null))
);
create index unapplied_payment_newest on unapplied_payment (workspace_id, mode, created_at, id);
create index unapplied_payment_session on unapplied_payment (session_id) where session_id is not null;
-- What a provider tells many times is one money.
create unique index unapplied_payment_provider_reference
    on unapplied_payment (workspace_id, mode, adapter, provider_reference) where split_from is null;

alter table payment
    add foreign key (workspace_id, mode, unapplied_payment_id, currency)
        references unapplied_payment (workspace_id, mode, id, currency);

-- Money that goes back. A provider gets the id as its key, so a retry is never a second refund.
create table refund (
    id                   text primary key,
    workspace_id         text        not null,
    mode                 text        not null check (mode in ('test', 'live')),
    payment_id           text,
    unapplied_payment_id text,
    session_id           text,
    amount               bigint      not null check (amount between 1 and 999999999999),
    currency             text        not null check (currency in ('IDR', 'USD')),
    reason               text check (reason in ('requested_by_customer', 'duplicate', 'fraudulent', 'other')),
    status               text        not null check (status in ('pending', 'succeeded', 'failed')),
    via                  text        not null check (via in ('provider', 'manual')),
    adapter              text        not null,
    reference            text check (char_length(reference) <= 200),
    provider_reference   text,
    failure_code         text,
    failure_message      text,
    destination_sealed   bytea,
    metadata             jsonb,
    next_check_at        timestamptz,
    checks               integer     not null default 0,
    handed_over_at       timestamptz,
    version              bigint      not null check (version >= 1),
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    unique (workspace_id, mode, id),
    foreign key (workspace_id, mode, payment_id, currency) references payment (workspace_id, mode, id, currency),
    foreign key (workspace_id, mode, unapplied_payment_id, currency)
        references unapplied_payment (workspace_id, mode, id, currency),
    foreign key (workspace_id, mode, session_id) references checkout_session (workspace_id, mode, id),
    check (num_nonnulls(payment_id, unapplied_payment_id) = 1),
    check ((status = 'failed') = (failure_code is not null))
);
create index refund_newest on refund (workspace_id, mode, created_at, id);
create index refund_payment on refund (payment_id) where payment_id is not null;
create index refund_check on refund (next_check_at) where next_check_at is not null;
create unique index refund_one_of_unapplied on refund (unapplied_payment_id) where status <> 'failed';

alter table unapplied_payment
    add foreign key (workspace_id, mode, refund_id) references refund (workspace_id, mode, id)
        deferrable initially deferred;

-- Ended is ended, here too.
create function keep_ended_money() returns trigger language plpgsql as $$
begin
    if old.status in ('applied', 'refunded', 'failed')
       or (tg_table_name = 'refund' and old.status = 'succeeded') then
        raise exception '% % is % and stays so', tg_table_name, old.id, old.status using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger unapplied_payment_terminal before update on unapplied_payment
    for each row execute function keep_ended_money();
create trigger refund_terminal before update on refund
    for each row execute function keep_ended_money();

-- Of a money row the application may change only what is meant to change; amounts and whose it is are fixed.
revoke update on payment from plugipay_app;
grant update (status, refund_reserved, amount_refunded, version, updated_at) on payment to plugipay_app;
grant select, insert on unapplied_payment, refund to plugipay_app;
grant update (status, applied_session_id, applied_payment_id, refund_id, version, updated_at)
    on unapplied_payment to plugipay_app;
grant update (status, provider_reference, failure_code, failure_message, next_check_at, checks, handed_over_at,
              version, updated_at) on refund to plugipay_app;

-- How every table of a workspace's mode is guarded from here on.
create procedure guard_rows(guarded text) language plpgsql as $$
begin
    execute format('alter table %I enable row level security', guarded);
    execute format(
        'create policy scope on %I to plugipay_app
            using (current_setting(''plugipay.workspace'', true) in (workspace_id, ''*'')
                   and current_setting(''plugipay.mode'', true) in (mode, ''*''))', guarded);
end $$;
call guard_rows('unapplied_payment');
call guard_rows('refund');
