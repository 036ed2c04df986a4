-- What people and keys did to money, settings and access. Written with the action, without a chain, so that no
-- write waits for another; the hashes follow in order, in a table of their own that is only ever appended to.
create table audit_entry (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    action       text        not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
    actor_type   text        not null check (actor_type in ('key', 'person', 'system')),
    actor_id     text        not null,
    actor_name   text,
    ip           text,
    target_type  text        not null,
    target_id    text        not null,
    before       text,
    after        text,
    request_id   text,
    created_at   timestamptz not null
);
create index audit_entry_newest on audit_entry (workspace_id, mode, created_at, id);
create index audit_entry_target on audit_entry (workspace_id, mode, target_id);

-- What still waits for its place in the chain: written with the entry, removed with the seal. Real time, so that
-- a moved test clock does not make an entry look forgotten.
create table audit_unsealed (
    entry_id     text primary key references audit_entry,
    workspace_id text        not null,
    mode         text        not null,
    queued_at    timestamptz not null default clock_timestamp()
);

create table audit_seal (
    entry_id     text primary key references audit_entry,
    workspace_id text        not null,
    mode         text        not null,
    position     bigint      not null check (position >= 1),
    hash         bytea       not null,
    sealed_at    timestamptz not null,
    unique (workspace_id, mode, position)
);

-- When the checks ran last, and what they found.
create table audit_run (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    ran_at       timestamptz not null,
    checks       integer     not null,
    findings     jsonb       not null
);
create index audit_run_newest on audit_run (workspace_id, mode, ran_at);

grant select, insert on audit_entry, audit_seal, audit_run to plugipay_app;
grant select, insert, delete on audit_unsealed to plugipay_app;
call guard_rows('audit_entry');
call guard_rows('audit_unsealed');
call guard_rows('audit_seal');
call guard_rows('audit_run');
