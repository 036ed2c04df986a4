-- A callback that is due is marked, so that whose turn it is is found without going past any that is not due yet.
-- What is there becomes marked by the next look.
alter table provider_event add column due boolean not null default false;
grant update (due) on provider_event to plugipay_app;
create index provider_event_due on provider_event (adapter, workspace_id, mode, next_try_at)
    where due and next_try_at is not null;
create index provider_event_later on provider_event (next_try_at) where not due and next_try_at is not null;
drop index provider_event_turn;

-- When the last call was refused is one thing, when the last one was put off another.
alter table provider_refusal add column refused_at timestamptz;
alter table provider_refusal add column put_off_at timestamptz;
update provider_refusal
   set refused_at = case when refused > 0 then last_at end,
       put_off_at = case when put_off > 0 then last_at end;
