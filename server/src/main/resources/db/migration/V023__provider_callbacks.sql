-- What providers sent us, raw, stored before they were answered. A copy is the same row. It is only a reason to ask.
create table provider_event (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode = 'live'),
    adapter      text        not null check (adapter in ('xendit', 'midtrans', 'paypal', 'xenplatform')),
    dedupe_key   text        not null check (char_length(dedupe_key) between 1 and 200),
    our_key      text,
    reference    text,
    session_id   text,
    headers      jsonb       not null,
    body         bytea       not null check (octet_length(body) <= 1048576),
    copies       integer     not null check (copies >= 1),
    tries        integer     not null check (tries >= 0),
    next_try_at  timestamptz,
    processed_at timestamptz,
    outcome      text check (outcome in ('asked', 'refund', 'aside', 'not_ours', 'unclear')),
    received_at  timestamptz not null,
    last_at      timestamptz not null check (last_at >= received_at),
    constraint provider_event_once unique (workspace_id, mode, adapter, dedupe_key),
    check ((processed_at is null) = (next_try_at is not null)),
    check ((processed_at is null) = (outcome is null))
);
create index provider_event_due on provider_event (next_try_at) where next_try_at is not null;
create index provider_event_session on provider_event (workspace_id, mode, session_id, received_at)
    where session_id is not null;
create index provider_event_last on provider_event (workspace_id, mode, adapter, last_at);
create index provider_event_old on provider_event (last_at);
grant select, insert, delete on provider_event to plugipay_app;
-- What came stays as it came; only how far we are with it changes, and only what is done with goes.
grant update (copies, tries, next_try_at, processed_at, outcome, session_id, last_at) on provider_event to plugipay_app;
call guard_rows('provider_event');
create policy done_with on provider_event as restrictive for delete to plugipay_app using (processed_at is not null);

-- How often somebody who was not the provider called, by day.
create table provider_refusal (
    workspace_id text        not null references workspace,
    mode         text        not null check (mode = 'live'),
    adapter      text        not null check (adapter in ('xendit', 'midtrans', 'paypal', 'xenplatform')),
    day          date        not null,
    refused      bigint      not null check (refused >= 1),
    last_at      timestamptz not null,
    primary key (workspace_id, mode, adapter, day)
);
create index provider_refusal_old on provider_refusal (last_at);
grant select, insert, update, delete on provider_refusal to plugipay_app;
call guard_rows('provider_refusal');
