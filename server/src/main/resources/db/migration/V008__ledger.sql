-- Double entry. A transaction and all its entries are written by one statement, net to zero in each currency, and
-- never change: there is nobody who may update or delete them but the owner.
create table ledger_tx (
    id           text primary key,
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    kind         text        not null
        check (kind in ('capture', 'fee', 'refund', 'unapplied', 'apply', 'unapplied_refund', 'adjustment', 'payout')),
    fact_id      text        not null,
    source_type  text        not null
        check (source_type in ('checkout_session', 'invoice', 'refund', 'payout', 'gift_card', 'unapplied_payment',
                               'adjustment')),
    source_id    text        not null,
    memo         text,
    posted_at    timestamptz not null,
    unique (workspace_id, mode, id),
    unique (workspace_id, mode, kind, fact_id)
);
create index ledger_tx_newest on ledger_tx (workspace_id, mode, posted_at, id);

create table ledger_entry (
    id           text primary key,
    workspace_id text        not null,
    mode         text        not null check (mode in ('test', 'live')),
    tx_id        text        not null,
    code         text        not null check (code ~ '^[a-z_]+(:[a-z_]+)?$'),
    direction    text        not null check (direction in ('debit', 'credit')),
    amount       bigint      not null check (amount >= 1),
    currency     text        not null check (currency in ('IDR', 'USD')),
    source_type  text        not null,
    source_id    text        not null,
    memo         text,
    posted_at    timestamptz not null,
    foreign key (workspace_id, mode, tx_id) references ledger_tx (workspace_id, mode, id)
);
create index ledger_entry_tx on ledger_entry (tx_id);
create index ledger_entry_newest on ledger_entry (workspace_id, mode, posted_at, id);
create index ledger_entry_source on ledger_entry (workspace_id, mode, source_id);

create function check_ledger_entries() returns trigger language plpgsql as $$
declare wrong text;
begin
    select n.tx_id into wrong from new_entry n group by n.tx_id, n.currency
    having sum(case n.direction when 'debit' then n.amount else -n.amount end) <> 0 or count(*) < 2 limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % does not net to zero', wrong using errcode = 'check_violation';
    end if;
    select n.tx_id into wrong from new_entry n
     group by n.tx_id having count(*) <> (select count(*) from ledger_entry e where e.tx_id = n.tx_id) limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % was already written', wrong using errcode = 'check_violation';
    end if;
    return null;
end $$;
-- A transaction of the application comes with its entries or not at all.
create function check_ledger_txs() returns trigger language plpgsql as $$
declare wrong text;
begin
    select n.id into wrong from new_tx n
     where (select count(*) from ledger_entry e where e.tx_id = n.id) < 2 limit 1;
    if wrong is not null then
        raise exception 'ledger transaction % has fewer than two entries', wrong using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger ledger_tx_has_entries after insert on ledger_tx
    referencing new table as new_tx for each statement execute function check_ledger_txs();
create trigger ledger_entry_balanced after insert on ledger_entry
    referencing new table as new_entry for each statement execute function check_ledger_entries();

grant select, insert on ledger_tx, ledger_entry to plugipay_app;
call guard_rows('ledger_tx');
call guard_rows('ledger_entry');
