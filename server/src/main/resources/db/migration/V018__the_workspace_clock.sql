-- How far a workspace's test clock is ahead of real time; live mode has none. While an advance runs, the clock stops
-- at each moment that something waited for. Real time: moved_at, which other nodes read by, and quiet_until, before
-- which the sweeps leave the workspace alone.
create table workspace_clock (
    workspace_id text        not null references workspace,
    mode         text        not null check (mode = 'test'),
    offset_sec   bigint      not null check (offset_sec >= 0),
    target_sec   bigint      not null,
    moved_by     text,
    moved_at     timestamptz not null default clock_timestamp(),
    quiet_until  timestamptz not null default clock_timestamp(),
    primary key (workspace_id, mode),
    check (target_sec >= offset_sec)
);
create index workspace_clock_moved on workspace_clock (moved_at, workspace_id);
create index workspace_clock_unfinished on workspace_clock (quiet_until) where target_sec > offset_sec;

create function keep_time_forward() returns trigger language plpgsql as $$
begin
    if new.offset_sec < old.offset_sec or new.target_sec < old.target_sec then
        raise exception 'the clock of % does not go back', old.workspace_id using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger workspace_clock_forward before update on workspace_clock
    for each row execute function keep_time_forward();

grant select, insert, update on workspace_clock to plugipay_app;
call guard_rows('workspace_clock');

-- What is due in one workspace, for sweeps and advances that go by its own clock.
create index checkout_session_due_in_test on checkout_session (workspace_id, expires_at)
    where status = 'open' and mode = 'test';
create index payment_attempt_check_in_test on payment_attempt (workspace_id, next_check_at)
    where next_check_at is not null and mode = 'test';
create index refund_check_in_test on refund (workspace_id, next_check_at)
    where next_check_at is not null and mode = 'test';
