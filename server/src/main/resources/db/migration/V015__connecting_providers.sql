-- When the person behind a browser last gave their password: asked again before keys are changed.
alter table browser_session add column proved_at timestamptz;
update browser_session set proved_at = created_at;
alter table browser_session alter column proved_at set not null;

-- The account that the operator's own provider account holds for a workspace.
create table managed_account (
    workspace_id        text        not null references workspace,
    mode                text        not null check (mode in ('test', 'live')),
    email               text,
    sub_account_id      text,
    onboarding_url      text,
    kyb_status          text        not null
        check (kyb_status in ('not_started', 'invited', 'registered', 'live', 'rejected')),
    capabilities_status text        not null
        check (capabilities_status in ('pending', 'live', 'declined', 'resubmission_required')),
    payouts_ready       boolean     not null,
    last_webhook_at     timestamptz,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, mode)
);
create unique index managed_account_sub_account on managed_account (sub_account_id) where sub_account_id is not null;
grant select, insert, update on managed_account to plugipay_app;
call guard_rows('managed_account');
