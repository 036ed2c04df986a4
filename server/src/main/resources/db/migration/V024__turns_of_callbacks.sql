-- Callbacks are taken up by turns: whose are waiting is found shop by shop, and the oldest of each in one step.
create index provider_event_turn on provider_event (workspace_id, mode, adapter, next_try_at)
    where next_try_at is not null;
drop index provider_event_due;

-- Beside those that were refused: how often a provider was asked to come again later, because it called too often.
alter table provider_refusal add column put_off bigint not null default 0 check (put_off >= 0);
alter table provider_refusal drop constraint provider_refusal_refused_check;
alter table provider_refusal add constraint provider_refusal_refused_check check (refused >= 0 and refused + put_off >= 1);
