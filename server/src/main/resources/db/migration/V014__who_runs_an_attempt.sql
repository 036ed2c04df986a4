-- Whose name an attempt carries and who is really called are two things: in test mode nobody outside ever is.
alter table payment_attempt add column run_by text;
update payment_attempt set run_by = adapter;
alter table payment_attempt
    alter column run_by set not null,
    add constraint payment_attempt_run_by check (
        case mode when 'test' then run_by in ('sandbox', 'manual') else run_by <> 'sandbox' end);
