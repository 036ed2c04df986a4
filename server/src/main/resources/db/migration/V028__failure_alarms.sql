-- Where too many tries to pay failed within an hour. One row for each workspace and mode that ever had an alarm.
create table failure_alarm (
    workspace_id text        not null references workspace,
    mode         text        not null check (mode in ('test', 'live')),
    raised_at    timestamptz not null,
    attempts     integer     not null check (attempts >= 1),
    failed       integer     not null check (failed between 1 and attempts),
    told_at      timestamptz not null check (told_at <= raised_at),
    ended_at     timestamptz check (ended_at >= raised_at),
    primary key (workspace_id, mode)
);
create index failure_alarm_raised on failure_alarm (workspace_id, mode) where ended_at is null;
grant select, insert, update on failure_alarm to plugipay_app;
call guard_rows('failure_alarm');

-- Few fail, so this index stays small. Ids begin with the time at which they were made.
create index payment_attempt_failed on payment_attempt (id) where state = 'failed';
