-- Facts, appended in the transaction of the change they tell of. The application's role cannot change them.
create table event (
    id              text primary key,
    workspace_id    text        not null,
    mode            text        not null check (mode in ('test', 'live')),
    type            text        not null,
    aggregate_type  text        not null,
    aggregate_id    text        not null,
    sequence        bigint      not null check (sequence >= 1),
    data            text        not null,
    source          text        not null,
    request_id      text,
    idempotency_key text,
    occurred_at     timestamptz not null,
    created_at      timestamptz not null,
    unique (workspace_id, mode, aggregate_id, sequence)
);
create index event_newest on event (workspace_id, mode, occurred_at, id);

-- What was answered to which key. status is null while a call to a provider is under way.
create table idempotency (
    workspace_id text        not null,
    mode         text        not null check (mode in ('test', 'live')),
    method       text        not null,
    route        text        not null,
    key          text        not null,
    fingerprint  bytea       not null,
    status       integer,
    body         bytea,
    claimed_at   timestamptz not null,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, method, route, key)
);
create index idempotency_age on idempotency (created_at);
