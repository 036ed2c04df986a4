-- What a workspace chose, shared by both modes.
create table checkout_settings (
    workspace_id      text primary key references workspace,
    enabled_methods   text[]      not null,
    method_order      text[]      not null default '{}',
    brand_name        text check (char_length(brand_name) <= 80),
    brand_logo_url    text,
    brand_accent      text check (brand_accent ~ '^#[0-9A-Fa-f]{6}$'),
    brand_tagline     text check (char_length(brand_tagline) <= 140),
    updated_at        timestamptz not null
);

create table customer (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    external_id  text,
    email        text,
    name         text,
    phone        text,
    tax_id       text,
    metadata     jsonb,
    version      bigint      not null check (version >= 1),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    unique (workspace_id, mode, id),
    unique (workspace_id, mode, external_id)
);
create index customer_newest on customer (workspace_id, mode, created_at, id);
