-- A provider may say of a refund that failed here that it is on its way back: that blocks as well, the provider is asked
-- again until it has ended, and then it is answered by the provider's own word. When asking was in vain, by a person.
alter table refund_contradiction
    add column on_its_way boolean not null default false,
    add column next_check_at timestamptz,
    add column checks integer not null default 0,
    drop constraint refund_contradiction_once,
    drop constraint refund_contradiction_answer_check,
    add constraint refund_contradiction_answer_check
        check (answer in ('counted', 'not_ours', 'went_back', 'came_to_nothing')),
    add constraint refund_contradiction_end_check check (on_its_way or answer not in ('went_back', 'came_to_nothing')),
    add constraint refund_contradiction_asked_check check (next_check_at is null or (on_its_way and answer is null));

-- The same words again are the same row. What is on its way is one for a refund, until it came to nothing.
create unique index refund_contradiction_once
    on refund_contradiction (workspace_id, mode, refund_id, provider_reference, told_amount, told_currency)
    where not on_its_way;
create unique index refund_contradiction_way
    on refund_contradiction (workspace_id, mode, refund_id)
    where on_its_way and coalesce(answer, '') <> 'came_to_nothing';

-- A provider has one refund under one key, however often and by whatever name it tells of it.
create unique index refund_contradiction_counted
    on refund_contradiction (workspace_id, mode, refund_id) where answer = 'counted';

create index refund_contradiction_due on refund_contradiction (next_check_at) where next_check_at is not null;
create index refund_contradiction_due_in_workspace
    on refund_contradiction (workspace_id, next_check_at) where next_check_at is not null and mode = 'test';

grant update (next_check_at, checks) on refund_contradiction to plugipay_app;
