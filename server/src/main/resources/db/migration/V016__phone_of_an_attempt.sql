-- Where a wallet asks its owner to approve.
alter table payment_attempt add column phone text check (phone ~ '^\+628[0-9]{8,11}$');
