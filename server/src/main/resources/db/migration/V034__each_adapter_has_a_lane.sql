-- What an adapter is to be asked about is looked for apart from the others', so one that hangs holds up no other; test
-- mode asks nobody outside. The indexes by workspace are made anew: of two that would do, the newer one is taken, and
-- for a workspace that has to be its own.
create index payment_attempt_check_live on payment_attempt (adapter, next_check_at)
    where next_check_at is not null and mode = 'live';
create index payment_attempt_check_test on payment_attempt (next_check_at)
    where next_check_at is not null and mode = 'test';
drop index payment_attempt_check, payment_attempt_check_in_test;
create index payment_attempt_check_in_test on payment_attempt (workspace_id, next_check_at)
    where next_check_at is not null and mode = 'test';
create index refund_check_live on refund (adapter, next_check_at) where next_check_at is not null and mode = 'live';
create index refund_check_test on refund (next_check_at) where next_check_at is not null and mode = 'test';
drop index refund_check, refund_check_in_test;
create index refund_check_in_test on refund (workspace_id, next_check_at)
    where next_check_at is not null and mode = 'test';
