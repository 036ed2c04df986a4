-- What a provider says it sent back, when that is not what it was asked for. Only a person can say what is true.
alter table refund
    add column told_amount   bigint,
    add column told_currency text check (told_currency in ('IDR', 'USD')),
    add check ((told_amount is null) = (told_currency is null)),
    add check (told_amount is null or status = 'pending');
grant update (told_amount, told_currency) on refund to plugipay_app;

-- What the provider kept of money that fits nothing.
alter table unapplied_payment add column fee_amount bigint check (fee_amount between 0 and amount);

-- The person or key that did not find the money of a claim.
alter table checkout_session add column rejected_by text;

-- What waits for a person is asked for on each first page of the dashboard. It is little, whatever the tables hold.
create index checkout_session_in_review on checkout_session (workspace_id, mode, claimed_at, id)
    where status = 'pending_review';
create index unapplied_payment_open on unapplied_payment (workspace_id, mode, received_at, id)
    where status = 'open';
create index payment_attempt_handed_over on payment_attempt (workspace_id, mode, handed_over_at, id)
    where handed_over_at is not null;
create index refund_handed_over on refund (workspace_id, mode, handed_over_at, id)
    where handed_over_at is not null;
