-- What an adapter is to be asked about is looked for apart from the others', so one that hangs holds up no other.
create index payment_attempt_check_of_adapter on payment_attempt (adapter, next_check_at)
    where next_check_at is not null;
drop index payment_attempt_check;
create index refund_check_of_adapter on refund (adapter, next_check_at) where next_check_at is not null;
drop index refund_check;
