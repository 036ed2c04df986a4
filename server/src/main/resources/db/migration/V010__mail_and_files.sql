-- Mail to send, written in the transaction of what it tells of. In test mode it stays here: the test outbox.
create table mail (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    kind         text        not null,
    object_id    text        not null,
    recipient    text        not null,
    subject      text        not null,
    text_body    text        not null,
    html_body    text        not null,
    status       text        not null check (status in ('pending', 'kept', 'sent', 'failed')),
    tries        integer     not null default 0,
    next_try_at  timestamptz,
    last_error   text,
    created_at   timestamptz not null,
    sent_at      timestamptz,
    check ((status = 'pending') = (next_try_at is not null)),
    check ((status = 'sent') = (sent_at is not null))
);
create index mail_newest on mail (workspace_id, mode, created_at, id);
create index mail_object on mail (object_id);
create index mail_due on mail (next_try_at) where status = 'pending';
-- Confirmed twice or told by two nodes, a payment is receipted once by itself.
create unique index mail_receipt_once on mail (object_id) where kind = 'receipt';

-- Pictures, told from their bytes and drawn anew. The name cannot be guessed.
create table file (
    name         text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    kind         text        not null check (kind in ('image', 'proof')),
    session_id   text,
    content_type text        not null check (content_type in ('image/png', 'image/jpeg')),
    content      bytea       not null,
    size         integer     not null check (size between 1 and 20971520),
    created_at   timestamptz not null,
    foreign key (workspace_id, mode, session_id) references checkout_session (workspace_id, mode, id)
);
create index file_session on file (session_id) where session_id is not null;

grant select, insert, update on mail to plugipay_app;
grant select, insert on file to plugipay_app;
call guard_rows('mail');
call guard_rows('file');
