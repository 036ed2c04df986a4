-- How a connected provider answers charges of late. One that failed again and again rests for a while: others are asked first.
create table adapter_health (
    workspace_id      text        not null,
    mode              text        not null check (mode = 'live'),
    kind              text        not null,
    failures          int         not null check (failures >= 0),
    last_failure_at   timestamptz not null,
    last_failure_code text        not null check (length(last_failure_code) between 1 and 64),
    rests_until       timestamptz,
    primary key (workspace_id, mode, kind),
    foreign key (workspace_id, mode, kind) references adapter_config
);
grant select, insert, update on adapter_health to plugipay_app;
call guard_rows('adapter_health');
