-- A bank transfer that asks a few rupiah less, an amount that no other open one has. It is free again by itself when
-- the attempt ends.
alter table payment_attempt
    add column unique_code int check (unique_code between 1 and 999),
    add constraint payment_attempt_unique_code_by_hand
        check (unique_code is null or (adapter = 'manual' and currency = 'IDR'));

create unique index payment_attempt_unique_amount on payment_attempt (workspace_id, mode, amount)
    where unique_code is not null and state in ('created', 'requires_action', 'in_doubt');
create index payment_attempt_by_hand_open on payment_attempt (workspace_id, mode, amount)
    where adapter = 'manual' and state in ('created', 'requires_action', 'in_doubt');
create index payment_attempt_by_hand on payment_attempt (workspace_id, mode, updated_at)
    where adapter = 'manual';
