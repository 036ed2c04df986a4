-- Tenants, the people who work in them, and the keys their programs use.

create table workspace (
    id         text primary key,
    name       text        not null,
    slug       text        not null unique,
    timezone   text        not null default 'Asia/Jakarta',
    created_at timestamptz not null
);

create table person (
    id            text primary key,
    email         text        not null,
    name          text,
    password_hash text        not null,
    locale        text        not null default 'id' check (locale in ('en', 'id')),
    created_at    timestamptz not null,
    last_login_at timestamptz
);
create unique index person_email on person (lower(email));

create table membership (
    id           text primary key,
    workspace_id text        not null references workspace,
    person_id    text        not null references person,
    role         text        not null check (role in ('owner', 'admin', 'member')),
    joined_at    timestamptz not null,
    unique (workspace_id, person_id)
);
create index membership_person on membership (person_id);

-- The one-time link that makes the first owner. Only its hash is kept.
create table setup_token (
    workspace_id text primary key references workspace,
    token_sha256 bytea       not null,
    created_at   timestamptz not null,
    used_at      timestamptz
);

-- A signed-in browser. Only the hash of its cookie is kept.
create table browser_session (
    id            text primary key,
    person_id     text        not null references person,
    token_sha256  bytea       not null unique,
    user_agent    text,
    ip            text,
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null
);
create index browser_session_expiry on browser_session (expires_at);

-- Failed sign-ins, for the growing delay. One row per account and address.
create table sign_in_failure (
    email        text        not null,
    ip           text        not null,
    failures     integer     not null,
    last_at      timestamptz not null,
    primary key (email, ip)
);

create table api_key (
    id            text primary key,
    workspace_id  text        not null references workspace,
    mode          text        not null check (mode in ('test', 'live')),
    name          text        not null,
    type          text        not null check (type in ('hmac', 'bearer')),
    key_id        text unique,
    secret_sealed bytea,
    key_sha256    bytea unique,
    key_prefix    text        not null,
    scopes        text[]      not null,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    created_at    timestamptz not null,
    check ((type = 'hmac') = (key_id is not null and secret_sealed is not null)),
    check ((type = 'bearer') = (key_sha256 is not null))
);
create index api_key_workspace on api_key (workspace_id, mode);

-- Signatures seen in the last ten minutes on writes without an idempotency key.
create table seen_signature (
    signature  bytea primary key,
    ip         text        not null,
    bound_to   text        not null default '',
    seen_at    timestamptz not null
);
create index seen_signature_age on seen_signature (seen_at);
