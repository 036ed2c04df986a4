-- One invitation to pay. The status decides which times are set; an ended session never changes again.
create table checkout_session (
    id                 text primary key,
    workspace_id       text        not null references workspace,
    mode               text        not null check (mode in ('test', 'live')),
    status             text        not null
        check (status in ('open', 'pending_review', 'completed', 'expired', 'canceled')),
    amount             bigint      not null check (amount between 1 and 999999999999),
    currency           text        not null check (currency in ('IDR', 'USD')),
    customer_id        text,
    methods            text[]      not null,
    line_items         jsonb       not null,
    success_url        text,
    cancel_url         text,
    locale             text check (locale in ('en', 'id')),
    metadata           jsonb,
    save_payment_token boolean     not null default false,
    payment_method     text,
    adapter            text,
    payment_id         text,
    expires_at         timestamptz not null,
    claimed_at         timestamptz,
    completed_at       timestamptz,
    expired_at         timestamptz,
    canceled_at        timestamptz,
    version            bigint      not null check (version >= 1),
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    unique (workspace_id, mode, id),
    foreign key (workspace_id, mode, customer_id) references customer (workspace_id, mode, id)
        on delete set null (customer_id),
    check ((status = 'completed') = (payment_id is not null)),
    check ((status = 'completed') = (completed_at is not null)),
    check ((status = 'expired') = (expired_at is not null)),
    check ((status = 'canceled') = (canceled_at is not null)),
    check (status <> 'pending_review' or claimed_at is not null)
);
create index checkout_session_newest on checkout_session (workspace_id, mode, created_at, id);
create index checkout_session_customer on checkout_session (workspace_id, mode, customer_id)
    where customer_id is not null;
create index checkout_session_due on checkout_session (expires_at) where status = 'open';

-- One try to pay with one method. Its id is the key we give the provider, so a retry is never a second charge.
create table payment_attempt (
    id                  text primary key,
    workspace_id        text        not null,
    mode                text        not null check (mode in ('test', 'live')),
    session_id          text        not null,
    method              text        not null,
    channel             text        not null,
    adapter             text        not null,
    test_card           text,
    state               text        not null
        check (state in ('created', 'requires_action', 'in_doubt', 'succeeded', 'failed', 'voided')),
    amount              bigint      not null check (amount >= 1),
    currency            text        not null check (currency in ('IDR', 'USD')),
    provider_reference  text,
    action_url          text,
    failure_code        text,
    failure_message     text,
    expires_at          timestamptz,
    version             bigint      not null check (version >= 1),
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    unique (workspace_id, mode, id),
    foreign key (workspace_id, mode, session_id) references checkout_session (workspace_id, mode, id),
    check ((state = 'failed') = (failure_code is not null)),
    check (test_card is null or mode = 'test')
);
create index payment_attempt_session on payment_attempt (session_id, created_at, id);
create unique index payment_attempt_one_live on payment_attempt (session_id)
    where state in ('created', 'requires_action', 'in_doubt');

create table payment (
    id                 text primary key,
    workspace_id       text        not null,
    mode               text        not null check (mode in ('test', 'live')),
    session_id         text        not null unique,
    attempt_id         text        not null unique,
    customer_id        text,
    amount             bigint      not null check (amount between 1 and 999999999999),
    currency           text        not null check (currency in ('IDR', 'USD')),
    method             text        not null,
    channel            text,
    adapter            text        not null,
    provider_reference text,
    status             text        not null check (status in ('succeeded', 'partially_refunded', 'refunded')),
    card_brand         text,
    card_last4         text,
    card_exp_month     integer,
    card_exp_year      integer,
    metadata           jsonb,
    captured_at        timestamptz not null,
    version            bigint      not null check (version >= 1),
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    unique (workspace_id, mode, id),
    foreign key (workspace_id, mode, session_id) references checkout_session (workspace_id, mode, id),
    foreign key (workspace_id, mode, attempt_id) references payment_attempt (workspace_id, mode, id)
);
create index payment_newest on payment (workspace_id, mode, created_at, id);
create index payment_customer on payment (workspace_id, mode, customer_id) where customer_id is not null;

-- A completed session and its payment point at each other; the payment is written first in the same transaction.
alter table checkout_session
    add foreign key (workspace_id, mode, payment_id) references payment (workspace_id, mode, id)
        deferrable initially deferred;

create function keep_terminal_sessions() returns trigger language plpgsql as $$
begin
    if old.status in ('completed', 'expired', 'canceled')
       and (new.status, new.payment_id, new.amount, new.currency)
           is distinct from (old.status, old.payment_id, old.amount, old.currency) then
        raise exception 'checkout_session % is % and stays so', old.id, old.status
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger checkout_session_terminal before update on checkout_session
    for each row execute function keep_terminal_sessions();
