-- One account below the operator's is opened for a workspace: whoever asks the provider says so first, and whoever goes
-- on after no answer sends the same again under the same key.
alter table managed_account
    add column opening_key   text,
    add column opening_kind  text check (opening_kind in ('invited', 'operated')),
    add column opening_name  text,
    add column opening_until timestamptz,
    add check (num_nulls(opening_key, opening_kind, opening_name, opening_until) in (0, 4)),
    add check (opening_key is null or sub_account_id is null);

-- Since when a provider is connected with the account that it is connected with now; null: since it was last given. Of
-- what was opened before, that the account knows nothing says nothing.
alter table adapter_config add column account_since timestamptz;
