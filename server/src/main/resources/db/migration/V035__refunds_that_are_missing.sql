-- Since when a provider that had taken a refund on lists it no more: once says little, for a list may be late.
alter table refund add column missing_since timestamptz,
    add check (missing_since is null or status = 'pending');
grant update (missing_since) on refund to plugipay_app;
